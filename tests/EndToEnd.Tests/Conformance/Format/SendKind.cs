namespace EventPlatform.EndToEnd.Tests.Conformance.Format;

/// <summary>How a text is sent.</summary>
internal enum SendKind
{
    /// <summary>As one message: a text frame, or a line with LF.</summary>
    Message,

    /// <summary>The same after <c>\n</c>, <c>\r</c>, <c>\t</c>, <c>\\</c> and <c>\xHH</c> have been replaced.</summary>
    Bytes,

    /// <summary>As a binary frame; WebSocket only.</summary>
    Binary,

    /// <summary>Bytes onto the socket as they are, escapes replaced, without an end of line; TCP only.</summary>
    Raw,
}

using System.ComponentModel.DataAnnotations;

namespace EventPlatform.Gateway.Configuration;

/// <summary>The External API's WebSocket: section <c>WebSocket</c>.</summary>
internal sealed class SocketOptions
{
    public const string Section = "WebSocket";

    /// <summary>Whether permessage-deflate is agreed on when a client offers it.</summary>
    public bool Compression { get; set; }

    /// <summary>Sub-protocol that is echoed when a client offers it: a token of RFC 9110.</summary>
    [RegularExpression("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}", ErrorMessage = "a token of 1 to 64 characters")]
    public string? SubProtocol { get; set; }
}

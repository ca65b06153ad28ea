namespace EventPlatform.Gateway.Transport;

/// <summary>What a read brought.</summary>
internal enum InboundKind
{
    /// <summary>Nothing more will come: the peer ended, or the connection is closing. Every later read says so again.</summary>
    End,

    /// <summary>A text message (valid UTF-8), or a line without its end (any bytes).</summary>
    Text,

    /// <summary>A binary message. Only WebSocket has them.</summary>
    Binary,

    /// <summary>A message over the limit. Reported once, as soon as it is certain.</summary>
    TooLarge,

    /// <summary>A text message that is not UTF-8. Only WebSocket has them.</summary>
    InvalidText,

    /// <summary>Something that is no frame, or stands in the wrong place. Only WebSocket has them.</summary>
    InvalidFrame,
}

/// <summary>One message of a connection.</summary>
/// <param name="Kind">What it is; only <see cref="InboundKind.Text"/> and <see cref="InboundKind.Binary"/> have a payload.</param>
/// <param name="Payload">Valid until the next read of the same connection: copy what is kept.</param>
/// <param name="Failure">
/// Why nothing after it can be read; 0: reading goes on as usual. The front end may still answer and close with it; else the next read
/// does.
/// </param>
internal readonly record struct InboundMessage(InboundKind Kind, ReadOnlyMemory<byte> Payload, CloseCode Failure = default);

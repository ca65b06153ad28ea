namespace EventPlatform.Gateway.Transport;

/// <summary>What a decoder found at the start of its buffer.</summary>
internal enum DecodedKind
{
    /// <summary>More bytes are needed.</summary>
    Incomplete,

    Text,
    Binary,
    TooLarge,
    InvalidText,
    Ping,
    Pong,

    /// <summary>The peer's close frame.</summary>
    Close,

    /// <summary>Nothing more can be decoded; the connection must be closed with the code given.</summary>
    Failed,

    /// <summary>The input is over.</summary>
    End,

    /// <summary>The wait for input was cancelled.</summary>
    Cancelled,
}

/// <param name="Kind">What it is.</param>
/// <param name="Payload">Of a message, ping or close; valid until the decoder is asked again.</param>
/// <param name="Failure">With <see cref="DecodedKind.Failed"/>: why.</param>
internal readonly record struct Decoded(DecodedKind Kind, ReadOnlyMemory<byte> Payload = default, CloseCode Failure = default)
{
    public static Decoded Fail(CloseCode code) => new(DecodedKind.Failed, default, code);
}

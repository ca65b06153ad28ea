namespace EventPlatform.Gateway.Transport;

/// <summary>
/// Why the server closes a connection (RFC 6455 7.4 and our own). 4000-4499: the client may reconnect by itself; 4500-4999: it must not.
/// On TCP there is no code on the wire; it is then only counted and logged.
/// </summary>
internal enum CloseCode
{
    Normal = 1000,
    ProtocolError = 1002,
    UnsupportedData = 1003,
    InvalidPayload = 1007,
    PolicyViolation = 1008,
    MessageTooBig = 1009,
    Shutdown = 4001,
    SlowConsumer = 4002,
    Idle = 4003,
    Resync = 4004,
    Stopped = 4500,
    CredentialsEnded = 4501,
}

/// <summary>The reason that goes with each code into the close frame.</summary>
internal static class CloseCodes
{
    /// <summary>Longest reason in bytes: a control frame holds 125, the code takes 2 (RFC 6455 5.5).</summary>
    public const int ReasonBytesMax = 123;

    /// <summary>The text sent with the code when the caller has no better one.</summary>
    public static string Reason(this CloseCode code) => code switch
    {
        CloseCode.Normal => "",
        CloseCode.ProtocolError => "protocol error",
        CloseCode.UnsupportedData => "text messages only",
        CloseCode.InvalidPayload => "invalid payload",
        CloseCode.PolicyViolation => "policy violation",
        CloseCode.MessageTooBig => "message too large",
        CloseCode.Shutdown => "shutdown",
        CloseCode.SlowConsumer => "slow consumer",
        CloseCode.Idle => "idle",
        CloseCode.Resync => "resync",
        CloseCode.Stopped => "stopped",
        CloseCode.CredentialsEnded => "credentials ended",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Not one of our close codes."),
    };
}

namespace EventPlatform.Bench.Sessions.Net;

/// <summary>How messages are told apart.</summary>
internal enum Framing
{
    /// <summary>One text frame each (RFC 6455).</summary>
    WebSocket,

    /// <summary>One line each, over TCP.</summary>
    Line,
}

namespace EventPlatform.Bench.Sessions.Net;

/// <summary>How messages are told apart.</summary>
internal enum Framing
{
    /// <summary>One text frame each (RFC 6455).</summary>
    WebSocket,

    /// <summary>One line each, over TCP.</summary>
    Line,

    /// <summary>Requests and answers of HTTP/1.1 with <c>Content-Length</c>, one after the other (RFC 9112 6.3).</summary>
    Http,
}

namespace EventPlatform.EndToEnd.Tests.Conformance.Format;

/// <summary>What carries a scenario.</summary>
internal enum Transport
{
    /// <summary>WebSocket.</summary>
    Ws,

    /// <summary>Lines over TCP.</summary>
    Tcp,

    /// <summary>Connection <c>a</c> makes calls of <c>POST /rpc</c> instead, the others speak WebSocket.</summary>
    Http,

    /// <summary>The Status interface: lines over TCP.</summary>
    Status,

    /// <summary>The Status interface's TLS listener.</summary>
    StatusTls,

    /// <summary>The event feed's WebSocket.</summary>
    Feed,

    /// <summary>The same inside TLS.</summary>
    FeedTls,

    /// <summary>The event feed as Server-Sent Events.</summary>
    Sse,

    /// <summary>The same inside TLS.</summary>
    SseTls,

    /// <summary>Calls of the Live and Configuration API; connections speak the External API's WebSocket unless said otherwise.</summary>
    Rest,
}

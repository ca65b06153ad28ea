namespace EventPlatform.Bench.Sessions.Api;

/// <summary>What a message of the server is (external-api.md 2).</summary>
internal enum ApiMessageKind
{
    /// <summary>Nothing that the server may send.</summary>
    Invalid,

    /// <summary>The answer will be late.</summary>
    Ack,

    /// <summary>A request was carried out.</summary>
    Ok,

    /// <summary>A request was refused.</summary>
    Error,

    /// <summary>The server's own request, events too.</summary>
    Request,
}

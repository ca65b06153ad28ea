namespace EventPlatform.Gateway.ExternalApi.Envelopes;

/// <summary>What a message is, recognised in this order (external-api.md 2).</summary>
internal enum EnvelopeKind
{
    /// <summary>No JSON text by RFC 8259: closed 1007.</summary>
    NotJson,

    /// <summary>JSON, but none of the following: closed 1008.</summary>
    Unknown,

    /// <summary>Has class, cmd and tid.</summary>
    Request,

    /// <summary>Has result and tid.</summary>
    Response,

    /// <summary>Has ack.</summary>
    Ack,
}

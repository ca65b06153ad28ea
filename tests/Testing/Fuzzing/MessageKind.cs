namespace EventPlatform.Testing.Fuzzing;

/// <summary>What a message of the External API is, recognised in this order (docs/protocols/external-api.md, 2).</summary>
public enum MessageKind
{
    /// <summary>Not JSON by RFC 8259: an error without a tid, then 1007.</summary>
    NotJson,

    /// <summary>JSON, but neither request nor response nor ack: an error without a tid, then 1008.</summary>
    NoMessage,

    /// <summary>A frame that is wrong: 1002.</summary>
    WrongFrame,

    /// <summary>Compressed data that cannot be inflated: 1007.</summary>
    NotInflatable,

    /// <summary>Over the limit: on lines an error without a tid, then 1009.</summary>
    TooLarge,

    /// <summary>A binary frame: an error without a tid, then 1003.</summary>
    Binary,

    /// <summary>Has class, cmd and tid.</summary>
    Request,

    /// <summary>Has result and tid.</summary>
    Response,

    /// <summary>Has ack.</summary>
    Ack,
}

namespace EventPlatform.Contracts.Gateways;

/// <summary>What a gateway asks of another.</summary>
[GenerateSerializer, Alias("ep.GatewayCommandKind")]
public enum GatewayCommandKind
{
    /// <summary>Close a session with code 1000: External API <c>session/stop</c>. Answered when its id is free.</summary>
    Stop = 0,

    /// <summary>Close a session with code 4500: stopped by an administrator. Answered when its id is free.</summary>
    StopByAdministrator = 1,

    /// <summary>Tell what the gateway knows of a session; answered by <see cref="Answer"/>.</summary>
    Describe = 2,

    /// <summary>The answer to a question, found by its correlation.</summary>
    Answer = 3,

    /// <summary>
    /// Pass a client's request on to a session: the payload is the request up to its tid. Answered by <see cref="Answer"/> with the
    /// reply without its tid; an empty payload says that the session is gone.
    /// </summary>
    Relay = 4,

    /// <summary>The session has said that its answer to a relayed request will be late.</summary>
    RelayAck = 5,

    /// <summary>Tell what a session is subscribed to; answered by <see cref="Answer"/>.</summary>
    Subscriptions = 6,
}

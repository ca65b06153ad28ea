namespace EventPlatform.Contracts.Gateways;

/// <summary>What a gateway asks of another.</summary>
[GenerateSerializer, Alias("ep.GatewayCommandKind")]
public enum GatewayCommandKind
{
    /// <summary>Close a session with code 1000: External API <c>session/stop</c>.</summary>
    Stop = 0,

    /// <summary>Close a session with code 4500: stopped by an administrator.</summary>
    StopByAdministrator = 1,

    /// <summary>Tell what the gateway knows of a session; answered by <see cref="Answer"/>.</summary>
    Describe = 2,

    /// <summary>The answer to a question, found by its correlation.</summary>
    Answer = 3,
}

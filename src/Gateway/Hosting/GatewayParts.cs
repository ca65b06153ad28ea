using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Gateway.Configuration;

namespace EventPlatform.Gateway.Hosting;

/// <summary>What the program plugs into the host.</summary>
internal sealed class GatewayParts
{
    /// <summary>Adds the engine and the front ends' services; settings, security, transport, metrics and clock are there already.</summary>
    public Action<WebApplicationBuilder, PlatformOptions> AddServices { get; init; } = (_, _) => { };

    /// <summary>
    /// Maps HTTP endpoints; all are behind access lists and, but for <c>/rpc</c>, behind the realm (<see cref="HttpDoor"/>).
    /// </summary>
    public Action<WebApplication> MapEndpoints { get; init; } = _ => { };

    /// <summary>
    /// The first grain call, when engine and ports are there. A refusal ends the process with 2. Null: there is no engine, as in tests.
    /// </summary>
    public Func<IServiceProvider, PlatformStart, CancellationToken, Task<Outcome<PlatformStarted>>>? Start { get; init; }

    /// <summary>
    /// What must be done before the first client is served: seed the directory, fill the replica. Connections wait for it.
    /// </summary>
    public Func<IServiceProvider, PlatformStarted, CancellationToken, Task> BeforeReady { get; init; } = (_, _, _) => Task.CompletedTask;
}

namespace EventPlatform.Testing.Processes;

/// <summary>A gateway, and where its clients find it.</summary>
public sealed class GatewayNode(string name, string program, GatewayPorts ports, string[] arguments, string logs)
    : Node(name, program, arguments, logs)
{
    public GatewayPorts Ports => ports;

    public Uri ExternalApi { get; } = new($"ws://127.0.0.1:{ports.ExternalApi}/");

    public Uri Feed { get; } = new($"ws://127.0.0.1:{ports.Http}/");

    public Uri Http { get; } = new($"http://127.0.0.1:{ports.Http}");
}

using EventPlatform.Testing.Processes;

namespace EventPlatform.Drills.Embedded;

/// <summary>A gateway with its store, as it stands on one machine: a folder with configuration, directory and store.</summary>
internal sealed class EmbeddedServer
{
    private readonly string[] _arguments;
    private readonly string[] _listeners;

    private EmbeddedServer(string folder, string configuration, GatewayPorts ports)
    {
        Store = Path.Combine(folder, "data", "eventplatform.db");
        _arguments = ["--config", configuration, $"--Data:Path={Store}"];
        _listeners = ports.Arguments();
        Gateway = new GatewayNode("gateway", Programs.Gateway, ports, [.. _arguments, .. _listeners], folder);
    }

    public GatewayNode Gateway { get; }

    /// <summary>The store's file.</summary>
    public string Store { get; }

    /// <summary>A server that brings its directory.</summary>
    public static async Task<EmbeddedServer> New(string folder) =>
        new(folder, await SeedFiles.Write(folder, users: [], partitions: 1), GatewayPorts.Free());

    /// <summary>A server with another one's configuration.</summary>
    public static EmbeddedServer Of(string folder, string configuration) => new(folder, configuration, GatewayPorts.Free());

    /// <summary>Makes a backup while the server may run.</summary>
    public Task<string> Backup(string file, int code, CancellationToken cancellationToken) =>
        DrillContext.RunToEnd(Programs.Gateway, [.. _arguments, "--backup", file], code, cancellationToken);

    /// <summary>Makes the store of a backup.</summary>
    public Task<string> Restore(string file, int code, CancellationToken cancellationToken) =>
        DrillContext.RunToEnd(Programs.Gateway, [.. _arguments, "--restore", file], code, cancellationToken);

    /// <summary>Starts it where it must not start.</summary>
    public Task<string> RunToEnd(int code, CancellationToken cancellationToken) =>
        DrillContext.RunToEnd(Programs.Gateway, [.. _arguments, .. _listeners], code, cancellationToken);
}

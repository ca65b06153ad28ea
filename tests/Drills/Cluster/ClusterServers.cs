using EventPlatform.Testing.Processes;

namespace EventPlatform.Drills.Cluster;

/// <summary>Two silos and a gateway of a database.</summary>
internal sealed class ClusterServers : IAsyncDisposable
{
    private readonly string _logs;
    private readonly string[] _shared;
    private readonly GatewayPorts _ports;
    private readonly string[][] _addresses;

    /// <param name="logs">Folder of the logs.</param>
    /// <param name="configuration">Of all of them.</param>
    /// <param name="database">Its connection string.</param>
    /// <param name="programs">Where the programs are.</param>
    public ClusterServers(string logs, string configuration, string database, ProgramFolder programs)
    {
        (_logs, _shared) = (logs, ["--config", configuration, $"--Cluster:ConnectionString={database}"]);
        _ports = GatewayPorts.Free();
        _addresses = [SiloAddress.Free(), SiloAddress.Free()];
        Silos = [Silo(0, programs), Silo(1, programs)];
        Gateway = NewGateway(programs);
    }

    public Node[] Silos { get; }

    public GatewayNode Gateway { get; private set; }

    /// <summary>Brings the schema up to date.</summary>
    public Task<string> Migrate(ProgramFolder programs, int code, CancellationToken cancellationToken) =>
        DrillContext.RunToEnd(programs.Silo, [.. _shared, "--migrate"], code, cancellationToken);

    /// <summary>Starts a silo where it must not start.</summary>
    public Task<string> RunSiloToEnd(ProgramFolder programs, int code, CancellationToken cancellationToken) =>
        DrillContext.RunToEnd(programs.Silo, [.. _shared, .. SiloAddress.Free()], code, cancellationToken);

    public async Task Start(CancellationToken cancellationToken)
    {
        await Task.WhenAll(Silos.Select(silo => silo.Start(cancellationToken)));
        await Gateway.Start(cancellationToken);
    }

    public async Task Kill()
    {
        await Gateway.Kill();
        await Task.WhenAll(Silos.Select(silo => silo.Kill()));
    }

    /// <summary>Stops a silo and starts it from other programs, at its address.</summary>
    public async Task ReplaceSilo(int index, ProgramFolder programs, CancellationToken cancellationToken)
    {
        await Stop(Silos[index], cancellationToken);
        Silos[index] = Silo(index, programs);
        await Silos[index].Start(cancellationToken);
    }

    /// <summary>Stops the gateway and starts it from other programs, at its ports.</summary>
    public async Task ReplaceGateway(ProgramFolder programs, CancellationToken cancellationToken)
    {
        await Stop(Gateway, cancellationToken);
        Gateway = NewGateway(programs);
        await Gateway.Start(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Silos.Append(Gateway))
        {
            await node.DisposeAsync();
        }
    }

    private static async Task Stop(Node node, CancellationToken cancellationToken)
    {
        var code = await node.Stop(cancellationToken);
        await node.DisposeAsync();
        DrillContext.Promise(code == 0, $"{node.Name} ended with {code}");
    }

    private Node Silo(int index, ProgramFolder programs) =>
        new($"silo{index + 1}{programs.Name}", programs.Silo, [.. _shared, .. _addresses[index]], _logs);

    private GatewayNode NewGateway(ProgramFolder programs) => new(
        $"gateway{programs.Name}", programs.Gateway, _ports, [.. _shared, "--Cluster:Role=gateway", .. _ports.Arguments()], _logs);
}

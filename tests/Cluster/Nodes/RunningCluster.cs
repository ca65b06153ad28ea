using EventPlatform.Testing.Processes;

namespace EventPlatform.ClusterRounds.Nodes;

/// <summary>PostgreSQL, two silos and two gateways, all of this machine and of this run.</summary>
internal sealed class RunningCluster : IAsyncDisposable
{
    private RunningCluster(PostgresProcess database, IReadOnlyList<Node> silos, IReadOnlyList<GatewayNode> gateways) =>
        (Database, Silos, Gateways) = (database, silos, gateways);

    public PostgresProcess Database { get; }

    public IReadOnlyList<Node> Silos { get; }

    public IReadOnlyList<GatewayNode> Gateways { get; }

    /// <summary>Starts all of them; when this ends they serve clients.</summary>
    public static async Task<RunningCluster> Start(
        string logs, IEnumerable<string> users, int partitions, CancellationToken cancellationToken)
    {
        var configuration = await SeedFiles.Write(logs, users, partitions);
        var database = await PostgresProcess.Start();
        string[] shared = ["--config", configuration, $"--Cluster:ConnectionString={await database.NewDatabase()}"];
        var cluster = new RunningCluster(
            database,
            [.. Enumerable.Range(1, 2).Select(number => Silo($"silo{number}", shared, logs))],
            [Gateway("gatewayA", shared, logs), Gateway("gatewayB", shared, logs)]);
        try
        {
            await Migrate(shared, cancellationToken);
            await Task.WhenAll(cluster.Silos.Select(silo => silo.Start(cancellationToken)));

            // One after the other: the first brings the directory.
            foreach (var gateway in cluster.Gateways)
            {
                await gateway.Start(cancellationToken);
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Gateways.Concat(Silos))
        {
            await node.DisposeAsync();
        }

        await Database.DisposeAsync();
    }

    private static async Task Migrate(string[] shared, CancellationToken cancellationToken)
    {
        await using var migration = ClusterProcess.Launch(Programs.Silo, [.. shared, "--migrate"]);
        var code = await migration.ExitCode(cancellationToken);
        if (code != 0)
        {
            throw new InvalidOperationException($"The migration ended with {code}: {migration.Errors}");
        }
    }

    private static Node Silo(string name, string[] shared, string logs) =>
        new(name, Programs.Silo, [.. shared, .. SiloAddress.Free()], logs);

    private static GatewayNode Gateway(string name, string[] shared, string logs)
    {
        var ports = GatewayPorts.Free();
        return new GatewayNode(name, Programs.Gateway, ports, [.. shared, "--Cluster:Role=gateway", .. ports.Arguments()], logs);
    }
}

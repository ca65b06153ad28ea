using Orleans.TestingHost;

namespace Orleans.Embedded.Tests;

/// <summary>A silo whose states are in a SQLite file.</summary>
internal static class SqliteCluster
{
    internal static InProcessTestCluster Build(string file, Action<int>? onCommitted = null)
        => new InProcessTestClusterBuilder(1)
            .ConfigureSilo((_, silo) => silo.AddSqliteGrainStorage(
                "state",
                options =>
                {
                    options.DataSource = file;
                    options.OnCommitted = onCommitted;
                }))
            .Build();

    internal static async Task<InProcessTestCluster> Deploy(string file, Action<int>? onCommitted = null)
    {
        var cluster = Build(file, onCommitted);
        await cluster.DeployAsync();
        return cluster;
    }
}

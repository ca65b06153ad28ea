using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace Orleans.Embedded.Tests;

public sealed class DeterminismTests
{
    [Fact]
    public async Task Run_OfAScenario_FollowsFromItsSeed()
    {
        var traces = new HashSet<string>();
        for (var seed = 0; seed < 100; seed++)
        {
            var trace = await Run(seed);
            Assert.Equal(trace, await Run(seed));
            traces.Add(string.Join('\n', trace));
        }

        Assert.True(traces.Count > 90, $"100 seeds gave {traces.Count} traces");
    }

    [Fact]
    public async Task Run_ThatWaitsForATimeout_TakesNoTime()
    {
        var scheduler = new DeterministicScheduler(1);
        await using var cluster = Cluster(scheduler, new Trace());
        await cluster.DeployAsync();
        var started = scheduler.Time.GetUtcNow();
        scheduler.Run(() => Task.Delay(TimeSpan.FromHours(1), scheduler.Time, TestContext.Current.CancellationToken));
        Assert.Equal(TimeSpan.FromHours(1), scheduler.Time.GetUtcNow() - started);
    }

    private static async Task<IReadOnlyList<string>> Run(int seed)
    {
        var trace = new Trace();
        var scheduler = new DeterministicScheduler(seed);
        await using var cluster = Cluster(scheduler, trace);
        await cluster.DeployAsync();
        scheduler.Run(async () =>
        {
            var peers = Enumerable.Range(0, PeerGrain.Count).Select(key => cluster.Client.GetGrain<IPeerGrain>(key)).ToArray();
            await Task.WhenAll(peers.Select(peer => peer.Start()));
            await Task.WhenAll(peers.Select(peer => peer.Pass(5)));
            await Task.Delay(TimeSpan.FromMilliseconds(50), scheduler.Time, TestContext.Current.CancellationToken);
        });
        await cluster.KillSiloAsync(cluster.Silos[0]);
        Assert.Equal(18, trace.Entries.Count(entry => entry.Contains("passes", StringComparison.Ordinal)));
        Assert.Equal(18, trace.Entries.Count(entry => entry.Contains("reads", StringComparison.Ordinal)));
        Assert.Contains(trace.Entries, entry => entry.Contains("ticks", StringComparison.Ordinal));
        return trace.Entries;
    }

    private static InProcessTestCluster Cluster(DeterministicScheduler scheduler, Trace trace)
        => new InProcessTestClusterBuilder(1)
            .ConfigureSilo((_, silo) =>
            {
                silo.Services.AddSingleton(trace);
                silo.Services.AddSingleton<IEngineScheduler>(scheduler);
                silo.Services.AddSingleton(scheduler.Time);
                silo.AddSqliteGrainStorage("state", options => options.DataSource = ":memory:");
                silo.AddMemoryStreams("events");
            })
            .Build();
}

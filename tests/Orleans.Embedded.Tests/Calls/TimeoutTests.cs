using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace Orleans.Embedded.Tests;

public sealed class TimeoutTests : IAsyncLifetime
{
    private readonly DeterministicScheduler _scheduler = new(1);
    private readonly InProcessTestCluster _cluster;

    public TimeoutTests()
        => _cluster = new InProcessTestClusterBuilder(1)
            .ConfigureSilo((_, silo) =>
            {
                silo.Services.AddSingleton<IEngineScheduler>(_scheduler);
                silo.Services.AddSingleton(_scheduler.Time);
            })
            .Build();

    private DateTimeOffset Now => _scheduler.Time.GetUtcNow();

    public async ValueTask InitializeAsync() => await _cluster.DeployAsync();

    public async ValueTask DisposeAsync()
    {
        // A stop would wait for the calls that never end.
        await _cluster.KillSiloAsync(_cluster.Silos[0]);
        await _cluster.DisposeAsync();
    }

    [Fact]
    public void Timeout_OfAClientsCall_ComesInTimeAndNamesBothEnds() => _scheduler.Run(async () =>
    {
        var started = Now;
        var failure = await Assert.ThrowsAsync<TimeoutException>(_cluster.Client.GetGrain<IEdgeGrain>("a").Wait);
        Assert.Equal(TimeSpan.FromSeconds(3), Now - started);
        Assert.Contains("in 00:00:03 for request [a client]->[edge/a] IEdgeGrain.Wait.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("It had begun and is not stopped by this.", failure.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void Timeout_OfAWaitingCall_SaysWhatItsTargetIsDoing() => _scheduler.Run(async () =>
    {
        const string Doing = "It had not begun. Target edge/a is Valid, "
            + "has been running IEdgeGrain.Wait of edge/a for other/b for 1.2 s, and 1 calls wait.";
        var running = _cluster.Client.GetGrain<IOtherGrain>("b").WaitForEdge("a");
        await Task.Delay(TimeSpan.FromMilliseconds(200), _scheduler.Time, TestContext.Current.CancellationToken);
        var failure = await Assert.ThrowsAsync<TimeoutException>(_cluster.Client.GetGrain<IEdgeGrain>("a").WaitLess);
        Assert.Contains(Doing, failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<TimeoutException>(() => running);
    });

    [Fact]
    public void Timeout_OfADefaultCall_Is30Seconds() => _scheduler.Run(async () =>
    {
        var started = Now;
        await Assert.ThrowsAsync<TimeoutException>(_cluster.Client.GetGrain<IEdgeGrain>("a").WaitLong);
        Assert.Equal(TimeSpan.FromSeconds(30), Now - started);
    });
}

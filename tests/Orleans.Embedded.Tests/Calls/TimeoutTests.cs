using EventPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace Orleans.Embedded.Tests;

public sealed class TimeoutTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _clock = new();
    private readonly InProcessTestCluster _cluster;

    public TimeoutTests()
        => _cluster = new InProcessTestClusterBuilder(1)
            .ConfigureSilo((_, silo) => silo.Services.AddSingleton<TimeProvider>(_clock))
            .Build();

    public async ValueTask InitializeAsync() => await _cluster.DeployAsync();

    public async ValueTask DisposeAsync()
    {
        // A stop would wait for the calls that never end.
        await _cluster.KillSiloAsync(_cluster.Silos[0]);
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Timeout_OfAClientsCall_ComesInTimeAndNamesBothEnds()
    {
        var call = _cluster.Client.GetGrain<IEdgeGrain>("a").Wait();
        _clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(call.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        var failure = await Assert.ThrowsAsync<TimeoutException>(() => call);
        Assert.Contains("in 00:00:03 for request [a client]->[edge/a] IEdgeGrain.Wait.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeout_OfAWaitingCall_SaysWhatItsTargetIsDoing()
    {
        var other = _cluster.Client.GetGrain<IOtherGrain>("b");
        await other.Call();
        var running = other.WaitForEdge("a");
        var waiting = _cluster.Client.GetGrain<IEdgeGrain>("a").WaitLess();
        while (!waiting.IsCompleted)
        {
            await Task.Yield();
            _clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        var failure = await Record.ExceptionAsync(() => waiting);
        if (failure is not null)
        {
            // The other way round the short call came first, and has its answer.
            Assert.IsType<TimeoutException>(failure);
            const string Doing = "It had not begun. Target edge/a is Valid, has been running IEdgeGrain.Wait of edge/a for other/b";
            Assert.Contains(Doing, failure.Message, StringComparison.Ordinal);
        }

        _clock.Advance(TimeSpan.FromSeconds(60));
        await Assert.ThrowsAsync<TimeoutException>(() => running);
    }

    [Fact]
    public async Task Timeout_OfADefaultCall_Is30Seconds()
    {
        var call = _cluster.Client.GetGrain<IOtherGrain>("c").WaitForEdge("d");
        _clock.Advance(TimeSpan.FromSeconds(60));
        await Assert.ThrowsAsync<TimeoutException>(() => call);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;
using Orleans.TestingHost;

namespace Orleans.Embedded.Tests;

public sealed class StreamLimitsTests : IAsyncLifetime
{
    private readonly DeterministicScheduler _scheduler = new(1);
    private readonly StuckReaderLog _log = new();
    private readonly InProcessTestCluster _cluster;

    public StreamLimitsTests()
        => _cluster = new InProcessTestClusterBuilder(1)
            .ConfigureSilo((_, silo) =>
            {
                silo.Services.AddSingleton(_log);
                silo.Services.AddSingleton<IEngineScheduler>(_scheduler);
                silo.Services.AddSingleton(_scheduler.Time);
                silo.AddMemoryStreams("events");
            })
            .ConfigureClient(client => client.AddMemoryStreams("events"))
            .Build();

    private IAsyncStream<string> Stream
        => _cluster.Client.GetStreamProvider("events").GetStream<string>(StreamId.Create("stuck", "reader"));

    public async ValueTask InitializeAsync() => await _cluster.DeployAsync();

    public async ValueTask DisposeAsync()
    {
        await _cluster.KillSiloAsync(_cluster.Silos[0]);
        await _cluster.DisposeAsync();
    }

    [Fact]
    public void Event_NeverTaken_IsGivenUpAfterAMinuteAndTheNextComes()
    {
        var started = _scheduler.Time.GetUtcNow();
        _scheduler.Run(async () =>
        {
            await Stream.OnNextAsync("bad");
            await Stream.OnNextAsync("good");
            while (!_log.Entries.Contains("good"))
            {
                await Task.Delay(TimeSpan.FromSeconds(1), _scheduler.Time, TestContext.Current.CancellationToken);
            }
        });
        var took = _scheduler.Time.GetUtcNow() - started;
        Assert.InRange(took, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(70));
        Assert.Equal(["bad", "error never", "good"], _log.Entries.Distinct());
        Assert.True(_log.Entries.Count(entry => entry == "bad") > 5);
    }

    [Fact]
    public void Publish_BehindAReaderThatHolds_IsRefusedAtTheBound()
    {
        _scheduler.Run(async () =>
        {
            await Stream.OnNextAsync("hold");
            for (var i = 1; i < StreamAgent.EventsMax; i++)
            {
                await Stream.OnNextAsync("more");
            }

            var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Stream.OnNextAsync("too much"));
            Assert.Contains("16384", failure.Message, StringComparison.Ordinal);
            _log.Release.SetResult();
            while (_log.Entries.Count < StreamAgent.EventsMax)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), _scheduler.Time, TestContext.Current.CancellationToken);
            }

            await Stream.OnNextAsync("again");
        });
        Assert.DoesNotContain("too much", _log.Entries);
    }
}

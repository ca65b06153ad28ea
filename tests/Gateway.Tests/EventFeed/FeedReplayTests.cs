using EventPlatform.Gateway.Configuration;

namespace EventPlatform.Gateway.Tests.EventFeed;

/// <summary>How a replay is written (docs/protocols/event-feed.md, 4, 5).</summary>
public class FeedReplayTests
{
    private const string Recovered = """{"recovered":true,"type":"resume"}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replay_OfMuch_ComesAtTheReadersPace_BeyondTheBoundOfLiveEvents()
    {
        using var bench = new FeedBench { Settings = new PlatformOptions { Limits = new LimitsOptions { FeedQueueBytes = 4_096 } } };
        using var before = await bench.Connect();
        var start = (await bench.PublishAll(before, "start"))[0];
        for (var count = 0; count < 3_000; count++)
        {
            bench.Publish($$"""{"n":{{count}}}""", "dial");
        }

        using var peer = new FeedPeer(await bench.Accept($"since={start}"), outputBytesMax: 1);
        Assert.Equal(Recovered, await peer.Receive());
        for (var count = 0; count < 3_000; count++)
        {
            Assert.InRange(peer.Connection.UnsentBytes, 0, 300_000);
            Assert.Equal(count, (await peer.ReceiveJson()).GetProperty("n").GetInt32());
        }

        bench.Publish("", "live");
        Assert.Equal(["live"], await peer.ReceiveTypes(1));
    }

    [Fact]
    public async Task Replay_FiltersChangedMeanwhile_SplitAtTheReply()
    {
        using var bench = new FeedBench();
        using var before = await bench.Connect();
        var start = (await bench.PublishAll(before, "start"))[0];
        for (var count = 0; count < 4_000; count++)
        {
            bench.Publish("", (count & 1) == 0 ? "even" : "odd");
        }

        using var peer = new FeedPeer(await bench.Accept($"since={start}&filter=type:even"), outputBytesMax: 1);
        Assert.Equal(Recovered, await peer.Receive());
        Assert.Equal(["even"], await peer.ReceiveTypes(1));

        // The replay has stopped at its bound; what is added to it then is the reply.
        await Waiting.Until(() => peer.Connection.UnsentBytes >= 65_536);
        var unsent = peer.Connection.UnsentBytes;
        await peer.Send("""{"type":"filter","filters":[{"property":"type","value":"odd"}]}""");
        await Waiting.Until(() => peer.Connection.UnsentBytes > unsent);
        string type;
        var evens = 1;
        while ((type = (await peer.ReceiveTypes(1))[0]) != "success")
        {
            Assert.Equal("even", type);
            evens++;
        }

        Assert.InRange(evens, 1, 1_999);
        Assert.All(await peer.ReceiveTypes(2_000 - evens), odd => Assert.Equal("odd", odd));
        await bench.PublishAll(null, "even", "odd");
        Assert.Equal(["odd"], await peer.ReceiveTypes(1));
    }

    [Fact]
    public async Task Replay_ReaderIsOvertaken_IsASlowConsumer()
    {
        using var bench = new FeedBench();
        using var before = await bench.Connect();
        var start = (await bench.PublishAll(before, "start"))[0];
        await bench.PublishAll(null, [.. Enumerable.Repeat("old", 2_000)]);
        using var peer = new FeedPeer(await bench.Accept($"since={start}"), outputBytesMax: 1);
        Assert.Equal(Recovered, await peer.Receive());
        bench.Bounds.Events = 10;
        bench.Publish("", "new");
        Assert.Equal(4002, await peer.ReceiveClose());
        Assert.Equal("ep_slow_consumers_total door=feed 1", await bench.Counted.Task.WaitAsync(Cancel));
        await peer.Running;
        Assert.Equal(1, bench.Audience.Count);
    }

    [Fact]
    public async Task Replay_ReaderTakesNothingAndIsOvertaken_IsASlowConsumer()
    {
        using var bench = new FeedBench();
        using var before = await bench.Connect();
        var start = (await bench.PublishAll(before, "start"))[0];
        await bench.PublishAll(null, [.. Enumerable.Repeat("old", 2_000)]);
        using var peer = new FeedPeer(await bench.Accept($"since={start}"), outputBytesMax: 1);
        await Waiting.Until(() => peer.Connection.UnsentBytes >= 65_536);
        bench.Bounds.Events = 10;
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        bench.Publish("", "new");
        Assert.Equal("ep_slow_consumers_total door=feed 1", await bench.Counted.Task.WaitAsync(Cancel));
        Assert.Equal(4002, await peer.ReceiveClose());
        await peer.Running;
    }

    [Fact]
    public async Task Replay_ReaderGoes_IsForgotten()
    {
        using var bench = new FeedBench();
        using var before = await bench.Connect();
        var start = (await bench.PublishAll(before, "start"))[0];
        await bench.PublishAll(null, [.. Enumerable.Repeat("old", 2_000)]);
        using var peer = new FeedPeer(await bench.Accept($"since={start}"), outputBytesMax: 1);
        Assert.Equal(Recovered, await peer.Receive());
        peer.Connection.Abort();
        await peer.Running.WaitAsync(Cancel);
        Assert.Equal(1, bench.Audience.Count);
    }
}

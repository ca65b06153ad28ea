using System.Text;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.EventFeed;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Tests.Replica;

namespace EventPlatform.Gateway.Tests.EventFeed;

/// <summary>A reader that comes back (docs/protocols/event-feed.md, 5).</summary>
public class FeedResumeTests
{
    private const string Recovered = """{"recovered":true,"type":"resume"}""";
    private const string Lost = """{"recovered":false,"type":"resume"}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Since_Held_GetsWhatCameAfterIt_ThenLiveEvents()
    {
        using var bench = new FeedBench();
        using var before = await bench.Connect();
        var ids = await bench.PublishAll(before, "a", "b", "c");
        using var peer = await bench.Connect($"?since={ids[0]}");
        Assert.Equal(Recovered, await peer.Receive());
        Assert.Equal(["b", "c"], await peer.ReceiveTypes(2));
        bench.Publish("", "d");
        Assert.Equal(["d"], await peer.ReceiveTypes(1));
    }

    [Fact]
    public async Task Since_TheLast_GetsNothingAgain()
    {
        using var bench = new FeedBench();
        using var before = await bench.Connect();
        var ids = await bench.PublishAll(before, "a", "b");
        using var peer = await bench.Connect($"since={ids[1]}");
        Assert.Equal(Recovered, await peer.Receive());
        bench.Publish("", "c");
        Assert.Equal(["c"], await peer.ReceiveTypes(1));
    }

    [Fact]
    public async Task Since_AReplay_IsTheSameToTheLetter()
    {
        using var bench = new FeedBench();
        using var live = await bench.Connect();
        var start = (await bench.PublishAll(live, "first"))[0];
        bench.Publish("""{"username":null,"a":[1,{"b":"\u00e4"}],"n":1.50}""", "dial", "mikey");
        bench.Show(door => door.Session(new SessionEvent(
            EventKind.Login, new SessionNotice(Guid.Empty, "mikey", "s-1", "::1", 1), "default", FeedBench.Time, bench.Next())));
        bench.Show(door => door.Subscription(new SubscriptionEvent(
            EventKind.SubscriptionAdded, new SubscriptionNotice("s-1", "mikey", "call", "*", "*", "*"), FeedBench.Time, bench.Next())));
        Change(bench, ExtensionFields.Status | ExtensionFields.Note | ExtensionFields.ReturnTime, "one");
        bench.Gap();
        Change(bench, ExtensionFields.Note, "two");
        var told = new List<string>();
        for (var count = 0; count < 12; count++)
        {
            told.Add(await live.Receive());
        }

        bench.Clock.Advance(TimeSpan.FromSeconds(30));
        using var peer = await bench.Connect($"since={start}");
        Assert.Equal(Recovered, await peer.Receive());
        foreach (var message in told)
        {
            Assert.Equal(message, await peer.Receive());
        }

        // Also from between two events of one change.
        for (var from = 0; from < told.Count; from++)
        {
            using var later = await bench.Connect($"since={FeedPeer.IdOf(told[from])}");
            Assert.Equal(Recovered, await later.Receive());
            foreach (var message in told.Skip(from + 1))
            {
                Assert.Equal(message, await later.Receive());
            }
        }
    }

    [Theory]
    [InlineData("1.5.1")]
    [InlineData("")]
    [InlineData("cafe0123-1.1.1")]
    [InlineData("cafe0123-2.1.1_1.1.1")]
    [InlineData("00000000-0.5.1")]
    public async Task Since_Unknown_SaysSo_LiveFollows(string since)
    {
        using var bench = new FeedBench();
        bench.Publish("", "a");
        var accept = await bench.Accept($"since={since}");
        bench.Publish("", "b");
        using var peer = new FeedPeer(accept);
        Assert.Equal(Lost, await peer.Receive());
        Assert.Equal(["b"], await peer.ReceiveTypes(1));
    }

    [Fact]
    public async Task Since_NotHeldAnyMore_SaysSo()
    {
        using var bench = new FeedBench();
        bench.Bounds.Events = 2;
        using var before = await bench.Connect();
        var ids = await bench.PublishAll(before, "a", "b", "c", "d");
        using var late = await bench.Connect($"since={ids[0]}");
        Assert.Equal(Lost, await late.Receive());
        using var peer = await bench.Connect($"since={ids[1]}");
        Assert.Equal(Recovered, await peer.Receive());
        Assert.Equal(["c", "d"], await peer.ReceiveTypes(2));
    }

    [Fact]
    public async Task Since_WithFilters_FiltersTheReplay_GapsComeAnyway()
    {
        using var bench = new FeedBench();
        using var before = await bench.Connect();
        var ids = await bench.PublishAll(before, "a", "b");
        bench.Gap();
        await bench.PublishAll(null, "a", "c");
        using var peer = await bench.Connect($"since={ids[0]}&filter=type:c");
        Assert.Equal(Recovered, await peer.Receive());
        Assert.Equal(["gap", "c"], await peer.ReceiveTypes(2));
        await bench.PublishAll(null, "a", "c");
        Assert.Equal(["c"], await peer.ReceiveTypes(1));
    }

    [Fact]
    public async Task Since_OfAnotherGateway_GoesOnAtThatPlace()
    {
        using var bench = new FeedBench(partitions: 2);
        var at = new EventPosition(1, 1, 0);
        PublishAt(bench, "one", at);
        PublishAt(bench, "two", new EventPosition(0, 1, 5));
        PublishAt(bench, "three", at with { Offset = 1 });
        PublishAt(bench, "four", new EventPosition(0, 1, 6));

        // The other one has shown both of partition 0 and nothing of 1.
        using var peer = await bench.Connect("since=beef4567-1.7.w0_1.0.w0");
        Assert.Equal(Recovered, await peer.Receive());
        var one = await peer.ReceiveJson();
        Assert.Equal(("one", "cafe0123-1.7.w0_1.1.w0"), (one.GetProperty("type").GetString(), FeedPeer.IdOf(one)));
        var three = await peer.ReceiveJson();
        Assert.Equal(("three", "cafe0123-1.7.w0_1.2.w0"), (three.GetProperty("type").GetString(), FeedPeer.IdOf(three)));
        PublishAt(bench, "five", at with { Offset = 2 });
        Assert.Equal("cafe0123-1.7.w0_1.3.w0", FeedPeer.IdOf(await peer.ReceiveJson()));
    }

    [Fact]
    public async Task Since_OfAGatewayThatIsAhead_WaitsForTheLog()
    {
        using var bench = new FeedBench();
        bench.Publish("", "a");
        var sent = new TaskCompletionSource();
        bench.Send = (_, _) =>
        {
            sent.TrySetResult();
            return Task.CompletedTask;
        };
        var accepting = bench.Accept("since=beef4567-1.7.w0");
        await sent.Task.WaitAsync(Cancel);
        Assert.False(accepting.IsCompleted);
        bench.Publish("", "b");
        bench.Publish("", "c");
        bench.Publisher.Confirm(0, 1);
        using var peer = new FeedPeer(await accepting);
        Assert.Equal(Recovered, await peer.Receive());
        Assert.Equal(["c"], await peer.ReceiveTypes(1));
    }

    [Fact]
    public async Task Since_AheadOfTheLog_SaysSo()
    {
        using var bench = new FeedBench();
        var timer = bench.Clock.NextTimer();
        var accepting = bench.Accept("since=beef4567-1.7.w0");
        await timer.WaitAsync(Cancel);
        bench.Clock.Advance(FeedResume.CatchUpMax);
        using var peer = new FeedPeer(await accepting);
        Assert.Equal(Lost, await peer.Receive());
    }

    [Fact]
    public async Task Nobody_IsThere_LaterIdsDoNotReachBack()
    {
        using var bench = new FeedBench(partitions: 2);
        PublishAt(bench, "missed", new EventPosition(1, 1, 0));
        using var peer = await bench.Connect();
        bench.Publish("", "a");
        using var again = await bench.Connect($"since={FeedPeer.IdOf(await peer.ReceiveJson())}");
        Assert.Equal(Recovered, await again.Receive());
        bench.Publish("", "b");
        Assert.Equal(["b"], await again.ReceiveTypes(1));
    }

    private static void PublishAt(FeedBench bench, string type, EventPosition at) => bench.Publish(
        new EventRecord { Time = FeedBench.Time, Service = "default"u8, Class = "call"u8, Type = Encoding.UTF8.GetBytes(type) },
        at);

    private static void Change(FeedBench bench, ExtensionFields changed, string note)
    {
        var now = bench.Store.FindTenant(Samples.Tenant)!.FindExtension(Samples.Extension)! with { State = new ExtensionState(1, note, 7) };
        bench.Show(door => door.Extension(new ExtensionEvent(now, changed, Samples.Account(1, "mikey"), FeedBench.Time, bench.Next())));
    }
}

using EventPlatform.Gateway.Hub;

namespace EventPlatform.Gateway.Tests.EventFeed;

/// <summary>Readers that come from another gateway, where this one has shown something in its own way.</summary>
public class FeedStrangerTests
{
    private const string Recovered = """{"recovered":true,"type":"resume"}""";
    private const string Lost = """{"recovered":false,"type":"resume"}""";

    /// <summary>Of another gateway, after the bench's first event.</summary>
    private const string Elsewhere = "since=beef4567-1.6.w0";

    [Fact]
    public async Task PassedOver_AChangeThatOthersShowThere_StrangersAreTold_OthersAreNot()
    {
        using var bench = new FeedBench();
        using var own = await bench.Connect();
        bench.Publish("", "a");
        Assert.Equal(["a"], await own.ReceiveTypes(1));
        using var stranger = await bench.Connect(Elsewhere + "&filter=type:b");
        Assert.Equal(Recovered, await stranger.Receive());
        bench.Show(door => door.NotShown(bench.Next()));
        Assert.Equal(["gap"], await stranger.ReceiveTypes(1));
        bench.Publish("", "b");
        Assert.Equal(["b"], await stranger.ReceiveTypes(1));
        Assert.Equal(["b"], await own.ReceiveTypes(1));

        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        bench.Show(door => door.NotShown(bench.Next()));
        bench.Publish("", "b");
        Assert.Equal(["b"], await stranger.ReceiveTypes(1));
    }

    [Fact]
    public async Task PassedOver_StrangersOfBefore_AreNotRecovered_OwnReadersAre()
    {
        using var bench = new FeedBench();
        using var own = await bench.Connect();
        var id = (await bench.PublishAll(own, "a"))[0];
        bench.Show(door => door.NotShown(bench.Next()));
        using var stranger = await bench.Connect(Elsewhere);
        Assert.Equal(Lost, await stranger.Receive());
        using var again = await bench.Connect($"since={id}");
        Assert.Equal(Recovered, await again.Receive());
        bench.Publish("", "b");
        using var later = await bench.Connect("since=beef4567-1.8.w0");
        Assert.Equal(Recovered, await later.Receive());
    }

    [Fact]
    public async Task Fetched_IdsOfTheNextSeconds_AreGoodHereOnly()
    {
        using var bench = new FeedBench();
        using var own = await bench.Connect();
        bench.Show(door => door.WasAlone(bench.Next()));
        var id = (await bench.PublishAll(own, "a"))[0];
        Assert.Equal("cafe0123~1.7.w0", id);
        using var again = await bench.Connect($"since={id}");
        Assert.Equal(Recovered, await again.Receive());
        using var stranger = await bench.Connect("since=beef4567~1.7.w0");
        Assert.Equal(Lost, await stranger.Receive());
        bench.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("cafe0123-1.8.w0", (await bench.PublishAll(own, "b"))[0]);
    }

    [Fact]
    public async Task RepeatsOfAnEarlierEpoch_StrangersAreTold()
    {
        using var bench = new FeedBench();
        bench.Publish("", "a");
        bench.Show(door => door.Begins(new EventPosition(0, 2, -1)));
        using var stranger = await bench.Connect("since=beef4567-2.0.w0");
        Assert.Equal(Recovered, await stranger.Receive());
        bench.Show(door => door.Begins(new EventPosition(0, 2, 4)));
        Assert.Equal(["gap"], await stranger.ReceiveTypes(1));
    }

    [Fact]
    public async Task PassedOver_DuringAReplay_IsToldBehindIt()
    {
        using var bench = new FeedBench();
        for (var count = 0; count < 3_000; count++)
        {
            bench.Publish("", "old");
        }

        using var stranger = new FeedPeer(await bench.Accept(Elsewhere), outputBytesMax: 1);
        Assert.Equal(Recovered, await stranger.Receive());
        bench.Show(door => door.NotShown(bench.Next()));
        Assert.All(await stranger.ReceiveTypes(2_999), type => Assert.Equal("old", type));
        Assert.Equal(["gap"], await stranger.ReceiveTypes(1));
    }
}

using System.Text;

namespace EventPlatform.Gateway.Tests.EventFeed;

/// <summary>The history as other doors read it.</summary>
public class FeedPastTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_IsWhatTheFeedTold()
    {
        using var bench = new FeedBench();
        using var peer = await bench.Connect();
        var told = new List<string>();
        foreach (var type in new[] { "a", "b", "c" })
        {
            bench.Publish("""{"n":1.50}""", type);
            told.Add(await peer.Receive());
        }

        Assert.Equal(told, await Read(bench, null, null));
        Assert.Equal(told.Skip(1), await Read(bench, FeedPeer.IdOf(told[0]), null));
        Assert.Equal([], await Read(bench, FeedPeer.IdOf(told[2]), null));
        Assert.Equal(told, await Read(bench, null, "call"));
        Assert.Equal([], await Read(bench, null, "other"));
        Assert.Null(await bench.Past.Read("cafe0123-1.1.1", null, Cancel));
        Assert.Null(await bench.Past.Read("x", null, Cancel));
    }

    [Fact]
    public async Task Read_OfAClass_TellsGapsToo()
    {
        using var bench = new FeedBench();
        bench.Publish("", "a");
        bench.Gap();
        Assert.Contains("\"type\":\"gap\"", Assert.Single((await Read(bench, null, "other"))!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_OldestLeftTheHistory_BeginsBehindIt_AndCanBeContinued()
    {
        using var bench = new FeedBench();
        bench.Bounds.Events = 2;
        await bench.PublishAll(null, "a", "b", "c", "d");
        var read = (await Read(bench, null, null))!;
        Assert.Equal(2, read.Count);
        Assert.Single((await Read(bench, FeedPeer.IdOf(read[0]), null))!);
        bench.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Empty((await Read(bench, null, null))!);
        Assert.Empty((await Read(bench, FeedPeer.IdOf(read[1]), null))!);
    }

    private static async Task<List<string>?> Read(FeedBench bench, string? since, string? eventClass)
    {
        var events = await bench.Past.Read(since, eventClass, Cancel);
        return events?.Select(one => Encoding.UTF8.GetString(one.Span)).ToList();
    }
}

using System.Text;
using EventPlatform.Gateway.Configuration;

namespace EventPlatform.Gateway.Tests.EventFeed;

/// <summary>A connection of the feed: filters while events come, limits, slow clients (docs/protocols/event-feed.md, 1, 3, 4).</summary>
public class FeedConnectionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static PlatformOptions SmallQueue => new() { Limits = new LimitsOptions { FeedQueueBytes = 4_096 } };

    [Fact]
    public async Task Filter_Reply_IsAsDocumented()
    {
        using var bench = new FeedBench();
        using var peer = await bench.Connect();
        var now = bench.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        await peer.Send("""{"type":"filter","filters":[]}""");
        Assert.Equal($$"""{"correlationId":null,"time":{{now}},"type":"success"}""", await peer.Receive());
        await peer.Send("""{"type":"filter","correlationId":1.50,"filters":[{"property":"type":"value":"dial"}]}""");
        Assert.Equal($$"""{"correlationId":1.50,"time":{{now}},"type":"success"}""", await peer.Receive());
        await peer.Send("""{"type":"a\"b","correlationId":"x"}""");
        const string Unknown = """ "error":"Unknown message type 'a\"b'." """;
        Assert.Equal($$"""{"correlationId":"x",{{Unknown.Trim()}},"time":{{now}},"type":"error"}""", await peer.Receive());
        await peer.Send("""{"type":"a\ud800"}""");
        Assert.StartsWith("""{"correlationId":null,"error":"Unknown message type 'a""", await peer.Receive());
        await peer.Send("nonsense");
        Assert.StartsWith("""{"correlationId":null,"error":"Invalid JSON: """, await peer.Receive());
        await peer.Send("");
        Assert.StartsWith("""{"correlationId":null,"error":"Invalid JSON: """, await peer.Receive());
        Assert.False(peer.Running.IsCompleted);
    }

    [Fact]
    public async Task Filter_NewSet_ReplacesTheOld_EmptyClears_RefusedLeaves()
    {
        using var bench = new FeedBench();
        using var peer = await bench.Connect();
        bench.Publish("", "one");
        Assert.Equal(["one"], await peer.ReceiveTypes(1));

        await peer.Filter("""{"property":"type","value":"a"}""");
        await peer.Filter("""{"property":"type","value":"b"}""");
        bench.Publish("", "a");
        bench.Publish("", "b");
        Assert.Equal(["b"], await peer.ReceiveTypes(1));

        await peer.Send("""{"type":"filter","filters":[{"property":"type","value":"a"},{}]}""");
        Assert.Equal(["error"], await peer.ReceiveTypes(1));
        bench.Publish("", "a");
        bench.Publish("", "b");
        Assert.Equal(["b"], await peer.ReceiveTypes(1));

        await peer.Filter("");
        bench.Publish("", "a");
        bench.Publish("", "c");
        Assert.Equal(["a", "c"], await peer.ReceiveTypes(2));
    }

    [Fact]
    public async Task Filter_WhileEventsCome_SplitsThemAtTheReply()
    {
        using var bench = new FeedBench();
        using var peer = await bench.Connect("?filter=type:none");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var log = Task.Run(() =>
        {
            // As long as anybody waits for events: a number of them would be used up where this test runs slowly.
            for (var count = 0; !stop.IsCancellationRequested; count++)
            {
                bench.Publish("", (count & 1) == 0 ? "even" : "odd");
                SpinWait.SpinUntil(() => peer.Connection.UnsentBytes < 500_000 || stop.IsCancellationRequested);
            }
        }, Cancel);

        try
        {
            foreach (var wanted in new[] { "even", "odd", "even", "odd" })
            {
                await SplitAtTheReply(peer, wanted);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await log;
        }
    }

    [Fact]
    public async Task Connect_WithFilters_HasThemFromTheStart()
    {
        using var bench = new FeedBench();
        var accept = await bench.Accept("?filter=type:dial&filter=type:hangup");
        bench.Publish("", "ring");
        bench.Publish("", "dial");
        using var peer = new FeedPeer(accept);
        bench.Publish("", "ring");
        bench.Publish("", "hangup");
        Assert.Equal(["dial", "hangup"], await peer.ReceiveTypes(2));
    }

    [Fact]
    public async Task Connect_ThatNeverComes_IsForgotten()
    {
        using var bench = new FeedBench();
        var accept = await bench.Accept();
        Assert.Equal(1, bench.Audience.Count);
        accept.Abandoned!();
        Assert.True(bench.Audience.IsEmpty);
    }

    [Fact]
    public async Task Slow_Client_IsClosedAndCounted_OthersAreNot()
    {
        using var bench = new FeedBench { Settings = SmallQueue };
        using var slow = new FeedPeer(await bench.Accept(), outputBytesMax: 1);
        using var other = await bench.Connect();
        for (var count = 0; count < 100; count++)
        {
            bench.Publish("", "dial");
            Assert.Equal(["dial"], await other.ReceiveTypes(1));
        }

        Assert.Equal("ep_slow_consumers_total door=feed 1", await bench.Counted.Task.WaitAsync(Cancel));
        Assert.Equal(4002, await slow.ReceiveClose());
        await slow.Running;
        Assert.Equal(1, bench.Audience.Count);
    }

    [Fact]
    public async Task Slow_BeforeItsConnection_IsClosedToo()
    {
        using var bench = new FeedBench { Settings = SmallQueue };
        var accept = await bench.Accept();
        for (var count = 0; count < 100; count++)
        {
            bench.Publish("", "dial");
        }

        using var peer = new FeedPeer(accept);
        Assert.Equal(4002, await peer.ReceiveClose());
        Assert.Equal("ep_slow_consumers_total door=feed 1", await bench.Counted.Task.WaitAsync(Cancel));
    }

    [Theory, InlineData(2, 3, 1003), InlineData(1, 65_537, 1009), InlineData(2, 65_537, 1009)]
    public async Task Message_NotForTheFeed_Closes(int opcode, int length, int code)
    {
        using var bench = new FeedBench();
        using var peer = await bench.Connect();
        await peer.SendFrame(opcode, new byte[length]);
        Assert.Equal(code, await peer.ReceiveClose());
        await peer.Running;
        Assert.True(bench.Audience.IsEmpty);
    }

    [Fact]
    public async Task Message_OfExactlyTheLimit_Passes()
    {
        using var bench = new FeedBench();
        using var peer = await bench.Connect();
        await peer.Send("""{"type":"filter","filters":[]}""" + new string(' ', 65_536 - 30));
        Assert.Equal(["success"], await peer.ReceiveTypes(1));
    }

    [Fact]
    public async Task Message_NotUtf8_Closes1007()
    {
        using var bench = new FeedBench();
        using var peer = await bench.Connect();
        await peer.SendFrame(1, [.. Encoding.UTF8.GetBytes("{\"type\":\""), 0xFF, (byte)'"', (byte)'}']);
        Assert.Equal(1007, await peer.ReceiveClose());
    }

    [Fact]
    public async Task Options_AreTheSettings()
    {
        using var bench = new FeedBench();
        var options = (await bench.Accept()).Options;
        Assert.Equal(
            (65_536, 1_048_576L, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(3)),
            (options.MessageBytesMax, options.QueueBytesMax, options.PingInterval, options.IdleTimeout));
        Assert.Equal((false, true), (options.SendingIsActivity, options.PingIsActivity));
    }

    private static async Task SplitAtTheReply(FeedPeer peer, string wanted)
    {
        var before = wanted == "even" ? "odd" : "even";
        await peer.Filter($$"""{"property":"type","value":"{{before}}"}""");
        await peer.Send($$"""{"type":"filter","filters":[{"property":"type","value":"{{wanted}}"}]}""");
        string type;
        while ((type = (await peer.ReceiveTypes(1))[0]) != "success")
        {
            Assert.Equal(before, type);
        }

        Assert.Equal([wanted, wanted, wanted], await peer.ReceiveTypes(3));
        await peer.Send("""{"type":"filter","filters":[{"property":"type","value":"none"}]}""");
        while ((type = (await peer.ReceiveTypes(1))[0]) != "success")
        {
            Assert.Equal(wanted, type);
        }
    }
}

using System.Net;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>Order of answers, and what happens while events are not accepted (docs/architecture.md, 2).</summary>
public class PipelineTests
{
    private const string Overloaded = """{"result":"error","data":{"code":100081,"error":"Overloaded"},"tid":1}""";

    [Fact]
    public async Task Publishes_NotYetAccepted_HoldBackWhatFollows()
    {
        using var world = new ApiWorld(hold: true);
        var client = await world.Login();
        await client.Send(Publish(1), Publish("[2]"), Echo(3), Publish(4), "garbage");
        var first = client.Receive();
        Assert.False(first.IsCompleted);
        world.LetIn();
        Assert.Equal("""{"result":"ok","tid":1}""", await first);
        await client.Expect(
            """{"result":"ok","tid":[2]}""",
            """{"result":"ok","tid":3}""",
            """{"result":"ok","tid":4}""",
            """{"result":"error","data":{"code":100072,"error":"Invalid JSON"}}""");
        await client.ExpectClose(1007);
    }

    [Theory, InlineData(1, 70_000, 1009), InlineData(3, 1, 1002)]
    public async Task Publishes_WebSocketFails_AreAnsweredBeforeTheClose(int opcode, int length, int code)
    {
        using var world = new ApiWorld(hold: true);
        using var peer = new TestPeer();
        await peer.Send(
        [
            .. TestPeer.Text("""{"class":"core","subclass":"user","cmd":"login","data":{"user":"admin","password":"pw"},"tid":"l"}"""),
            .. Enumerable.Range(0, 100).SelectMany(number => TestPeer.Text(Publish(number))),
            .. TestPeer.Frame(opcode, new byte[length]),
            .. TestPeer.Text(Publish(100)),
        ]);
        var running = new ApiConnection(world.Services, peer.Connection, IPAddress.Loopback).Run();
        Assert.Equal("""{"ack":"l"}""", (await peer.Receive())!.Text);
        Assert.StartsWith("""{"result":"ok","data":{"session_id":""", (await peer.Receive())!.Text);
        var first = peer.Receive();
        while (peer.Connection.MessagesReceived < 102 && !peer.Connection.IsClosing)
        {
            await Task.Yield();
        }

        Assert.False(first.IsCompleted);
        world.LetIn();
        Assert.Equal("""{"result":"ok","tid":0}""", (await first)!.Text);
        for (var number = 1; number < 100; number++)
        {
            Assert.Equal($$"""{"result":"ok","tid":{{number}}}""", (await peer.Receive())!.Text);
        }

        var close = await peer.Receive();
        Assert.Equal((8, code), (close!.Opcode, close.Code));
        await running;
    }

    [Fact]
    public async Task Publishes_RefusedInBetween_KeepTheirPlaces()
    {
        using var world = new ApiWorld();
        var client = await world.Login("mia");
        await client.Send(Publish(1), """{"class":"x","cmd":"y","tid":2}""", Publish(3));
        await client.Expect(
            """{"result":"error","data":{"code":100030,"error":"Unauthorized"},"tid":1}""",
            """{"result":"error","data":{"code":100006,"error":"Not implemented"},"tid":2}""",
            """{"result":"error","data":{"code":100030,"error":"Unauthorized"},"tid":3}""");
    }

    [Fact]
    public async Task Publishes_TenThousandAtOnce_AreAllAnsweredInOrder()
    {
        using var world = new ApiWorld();
        var client = await world.Login();
        await client.Send([.. Enumerable.Range(0, 10_000).Select(number => Publish(number))]);
        for (var number = 0; number < 10_000; number++)
        {
            await client.Expect($$"""{"result":"ok","tid":{{number}}}""");
        }

        Assert.Equal(10_000, world.Published.Count(record => record.Class == "a"));
    }

    [Fact]
    public async Task Publishes_MoreThanTheSlots_StopTheReading()
    {
        using var world = new ApiWorld(hold: true);
        var client = await world.Login();
        await client.Send([.. Enumerable.Range(0, 10_500).Select(number => Publish(number))]);
        while (client.Connection.MessagesReceived < 10_001)
        {
            await Task.Yield();
        }

        Assert.Equal(10_001, client.Connection.MessagesReceived);
        world.LetIn();
        for (var number = 0; number < 10_500; number++)
        {
            await client.Expect($$"""{"result":"ok","tid":{{number}}}""");
        }
    }

    [Theory]
    [InlineData("event", "unsubscribe", "{\"class\":\"a\"}", "{\"result\":\"ok\",\"tid\":2}")]
    [InlineData("event", "subscribe", "{\"class\":\"a\",\"body\":{\"n\":2}}", "{\"result\":\"ok\",\"tid\":2}")]
    [InlineData("session", "stop", "{\"session_id\":\"s\"}", "{\"result\":\"ok\",\"data\":{\"user\":\"admin\"},\"tid\":2}")]
    public async Task Subscriptions_EndOrChangeBehindAPublish_DoNotOvertakeItsEvent(string subclass, string cmd, string data, string reply)
    {
        using var world = new ApiWorld();
        var client = await world.Login("admin", "s");
        await client.Ok("event", "subscribe", """{"class":"a","body":{"n":1}}""");
        world.IsBehind = true;
        await client.Send(Publish(1), $$"""{"class":"core","subclass":"{{subclass}}","cmd":"{{cmd}}","data":{{data}},"tid":2}""");
        await client.Expect("""{"result":"ok","tid":1}""");
        var next = client.Receive();
        Assert.False(next.IsCompleted);
        world.CatchUp();
        Assert.Equal("""{"class":"core","cmd":"event","data":{"class":"a","body":{"n":1}},"tid":1}""", await next);
        await client.Expect(reply);
    }

    [Fact]
    public async Task Unsubscribe_LogOutOfReach_IsAnsweredAfter5Seconds()
    {
        using var world = new ApiWorld();
        var client = await world.Login();
        world.IsBehind = true;
        await client.Send(Publish(1), """{"class":"core","subclass":"event","cmd":"unsubscribe","data":{"class":"a"},"tid":2}""");
        await client.Expect("""{"result":"ok","tid":1}""");
        var reply = client.Receive();
        while (!reply.IsCompleted)
        {
            world.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(reply, Task.Delay(TimeSpan.FromMilliseconds(2), TestContext.Current.CancellationToken));
        }

        Assert.Equal("""{"result":"ok","tid":2}""", await reply);
    }

    [Fact]
    public async Task Publish_NotAcceptedIn5Seconds_IsOverloaded()
    {
        using var world = new ApiWorld { IsLosing = true };
        var client = await world.Login();
        await client.Send(Publish(1));
        var reply = client.Receive();
        while (!reply.IsCompleted)
        {
            world.Clock.Advance(TimeSpan.FromMilliseconds(250));
            await Task.WhenAny(reply, Task.Delay(TimeSpan.FromMilliseconds(2), TestContext.Current.CancellationToken));
        }

        Assert.Equal(Overloaded, await reply);
    }

    [Fact]
    public async Task Connection_ClientEndsItsSide_WhatCameIsAnswered()
    {
        using var world = new ApiWorld(hold: true);
        var client = await world.Login();
        await client.Send(Publish(1), Echo(2), Publish(3));
        await client.SendRaw("""{"class":"7","cmd":"ec"""u8.ToArray());
        await client.End();
        world.LetIn();
        await client.Expect("""{"result":"ok","tid":1}""", """{"result":"ok","tid":2}""", """{"result":"ok","tid":3}""", null);
        await client.Running;
        Assert.Empty(world.Sessions.Local);
        Assert.Equal(0, world.Index.Count);
    }

    private static string Publish(object tid) =>
        $$"""{"class":"core","subclass":"event","cmd":"send","data":{"class":"a"},"tid":{{tid}}}""";

    private static string Echo(int tid) => $$"""{"class":"7","cmd":"echo","tid":{{tid}}}""";
}

using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Tests.Replica;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>Events as clients see them (external-api.md 5).</summary>
public class EventTests
{
    [Theory]
    [InlineData("""{"class":"a"}""", """{"class":"a"}""")]
    [InlineData("""{"class":"a","subclass":"*","type":"*","obj_id":"*","body":{ }}""", """{"class":"a"}""")]
    [InlineData("""{"class":"a","subclass":"s","type":"","obj_id":7}""", """{"class":"a","subclass":"s","type":"","obj_id":"7"}""")]
    [InlineData("""{"class":"a","type":"\u00e4\"\n"}""", "{\"class\":\"a\",\"type\":\"ä\\\"\\n\"}")]
    [InlineData("""{"class":"a","body":{"n":1.50,"t":"\u00e4","l":[{}]}}""", """{"class":"a","body":{"n":1.50,"t":"\u00e4","l":[{}]}}""")]
    [InlineData("{\"class\":\"a\",\"body\":{\r\"n\": 1}}", """{"class":"a","body":{"n": 1}}""")]
    [InlineData("""{"class":"a","service":"default"}""", """{"class":"a"}""")]
    public async Task Send_AnyFields_AreDelivered(string sent, string delivered)
    {
        using var world = new ApiWorld();
        var client = await world.Login();
        await client.Ok("event", "subscribe", """{"class":"a"}""");
        await client.Send($$"""{"class":"core","cmd":"event","data":{{sent}},"tid":1}""");
        var event_ = $$"""{"class":"core","cmd":"event","data":{{delivered}},"tid":1}""";
        var got = new[] { await client.Receive(), await client.Receive() };
        Assert.Equal(new[] { event_, """{"result":"ok","tid":1}""" }.Order(), got.Order());
        var record = world.Published[^1];
        Assert.Equal((EventKind.Published, "admin"), (record.Kind, record.User));
        Assert.NotNull(record.Session);
    }

    [Fact]
    public async Task Deliver_OtherService_IsShownAndServicesAreSeparate()
    {
        using var world = new ApiWorld();
        var (here, there) = (await world.Login("mia"), await world.Login(service: "other"));
        await there.Ok("event", "subscribe", """{"class":"a","service":"default"}""");
        await there.Ok("event", "subscribe", """{"class":"a"}""");
        var admin = await world.Login();
        await admin.Ok("event", "send", """{"class":"a","type":"t"}""");
        await admin.Ok("event", "send", """{"class":"a","type":"u","service":"other"}""");
        await there.Expect(
            """{"class":"core","cmd":"event","data":{"class":"a","type":"t","service":"default"},"tid":1}""",
            """{"class":"core","cmd":"event","data":{"class":"a","type":"u"},"tid":2}""");
        Assert.Equal("""{"result":"error","data":{"code":100030,"error":"Unauthorized"}}""", await here.Request("user", "list"));
    }

    [Fact]
    public async Task Deliver_SubscriptionsWithBodies_EachMergedAndEqualOnesOnce()
    {
        using var world = new ApiWorld();
        var (client, admin) = (await world.Login("admin", "s"), await world.Login());
        await client.Ok("event", "subscribe", """{"class":"a","body":{"x":1,"y":2}}""");
        await client.Ok("event", "subscribe", """{"class":"a","type":"t","body":{"y":2.0,"x":1}}""");
        await client.Ok("event", "subscribe", """{"class":"a","obj_id":"o"}""");
        await admin.Ok("event", "send", """{"class":"a","type":"t","obj_id":"o","body":{"x":9}}""");
        var got = new[] { await client.Receive(), await client.Receive() };
        Assert.Single(got, line => line!.Contains("""{"x":9,"y":2""", StringComparison.Ordinal));
        Assert.Single(got, line => line!.Contains("""{"x":9}""", StringComparison.Ordinal));
        Assert.Equal("""{"result":"ok"}""", await client.Request("core", "echo", className: "7"));
    }

    [Fact]
    public async Task Subscribe_ReplacedBody_CountsFromThenOnAndTellsNobody()
    {
        using var world = new ApiWorld();
        var client = await world.Login("admin", "s");
        await client.Ok("event", "subscribe", """{"class":"a","type":"t"}""");
        await client.Ok("event", "subscribe", """{"class":"a","type":"t","body":{"n":1}}""");
        await client.Ok("event", "unsubscribe", """{"class":"a","type":"t"}""");
        await client.Ok("event", "unsubscribe", """{"class":"a","type":"t"}""");
        await client.Ok("user", "send_event", """{"user":"x"}""");
        var notices = world.Published.Where(record => record.Kind != EventKind.Published).ToList();
        Assert.Equal([EventKind.SubscriptionAdded, EventKind.SubscriptionRemoved], notices.Select(record => record.Kind));
        Assert.Equal(
            """{"sessionId":"s","username":"admin","class":"a","subclass":"*","type":"t","objId":"*"}""", notices[0].Body);
    }

    [Fact]
    public async Task GetSubscriptions_Some_NewestFirstAutomaticLast()
    {
        using var world = new ApiWorld();
        var client = await world.Login("admin", "s");
        await client.Ok("event", "subscribe", """{"class":"a","service":"other"}""");
        await client.Ok("event", "subscribe", """{"class":"core","subclass":"user_event","obj_id":"admin"}""");
        await client.Ok("event", "subscribe", """{"class":"b","subclass":"s","body":{"n":1.0}}""");
        await client.Send("""{"class":"core","subclass":"event","cmd":"get_subscriptions","tid":"t"}""");
        await client.Expect(
            """{"ack":"t"}""",
            """{"result":"ok","data":[{"class":"b","subclass":"s","type":"*","obj_id":"*","service":"default","body":{"n":1.0}},"""
            + """{"class":"core","subclass":"user_event","type":"*","obj_id":"admin","service":"default"},"""
            + """{"class":"a","subclass":"*","type":"*","obj_id":"*","service":"other"},"""
            + """{"class":"core","subclass":"session_event","type":"*","obj_id":"s","service":"default"},"""
            + """{"class":"core","subclass":"user_event","type":"*","obj_id":"admin","service":"default"}],"tid":"t"}""");
    }

    [Theory]
    [InlineData("user", """{"user":"mia","type":"t","body":{"n":1}}""",
        """{"class":"core","subclass":"user_event","type":"t","obj_id":"mia","body":{"n":1}}""")]
    [InlineData("session", """{"session_id":"s"}""", """{"class":"core","subclass":"session_event","obj_id":"s"}""")]
    public async Task SendEvent_ToUserOrSession_ReachesIt(string subclass, string data, string delivered)
    {
        using var world = new ApiWorld();
        var (mia, other, admin) = (await world.Login("mia", "s"), await world.Login("mia", "o", "other"), await world.Login());
        await admin.Ok(subclass, "send_event", data);
        await mia.Expect($$"""{"class":"core","cmd":"event","data":{{delivered}},"tid":1}""");
        Assert.Equal("""{"result":"ok"}""", await admin.Request("core", "echo", className: "7"));
        Assert.Equal(0, other.Connection.MessagesSent - 2);
        Assert.Equal(EventKind.Published, world.Published[^1].Kind);
    }

    [Fact]
    public async Task SendEvent_ToUserStar_HasNoObjId()
    {
        using var world = new ApiWorld();
        var admin = await world.Login();
        await admin.Ok("user", "send_event", """{"user":"*"}""");
        Assert.Null(world.Published[^1].ObjId);
    }

    [Theory]
    [InlineData("""{"class":7,"cmd":"echo","data":{"x":1,"any":{"u":1},"\u0079":2,"x":3,"y":4},"tid":1}""",
        """{"class":7,"subclass":"core","cmd":"echo","fields":["x","\u0079"]}""")]
    [InlineData("""{"class":"core","cmd":"event","data":{"class":"a","Class":1},"tid":1}""",
        """{"class":"core","subclass":"core","cmd":"event","fields":["Class"]}""")]
    [InlineData("""{"class":"core","subclass":"event","cmd":"unsubscribe","data":{"class":"a","body":{}},"tid":1}""",
        """{"class":"core","subclass":"event","cmd":"unsubscribe","fields":["body"]}""")]
    public async Task Request_UnknownFields_AreToldAfterTheAnswer(string request, string body)
    {
        using var world = new ApiWorld();
        var client = await world.Login("admin", "s");
        Assert.StartsWith("""{"result":"ok",""", await client.Ask(request));
        var told = $$"""{"class":"core","subclass":"session_event","type":"unrecognized_fields","obj_id":"s","body":{{body}}}""";
        await client.Expect($$"""{"class":"core","cmd":"event","data":{{told}},"tid":1}""");
        Assert.Equal(EventKind.Platform, world.Published[^1].Kind);
    }

    [Fact]
    public async Task Request_UnknownFieldsOfARefusedOrAcknowledgedOne_AreNotTold()
    {
        using var world = new ApiWorld();
        var client = await world.Login("admin", "s");
        await client.Request("user", "get", """{"x":1}""");
        await client.Send("""{"class":"core","subclass":"event","cmd":"get_subscriptions","data":{"x":1},"tid":1}""");
        await client.Expect("""{"ack":1}""");
        await client.Receive();
        await client.Ok("user", "send_event", """{"user":"x"}""");
        Assert.All(world.Published, record => Assert.Equal(EventKind.Published, record.Kind));
    }

    [Fact]
    public async Task Gap_EverySession_IsTold()
    {
        using var world = new ApiWorld();
        var (one, two) = (await world.Login("admin", "one"), await world.Login("mia", "two", "other"));
        lock (world.Replica.Gate)
        {
            world.Door.Gap(default);
        }

        await one.Expect(
            """{"class":"core","cmd":"event","data":{"class":"core","subclass":"session_event","type":"gap","obj_id":"one"},"tid":1}""");
        await two.Expect(
            """{"class":"core","cmd":"event","data":{"class":"core","subclass":"session_event","type":"gap","obj_id":"two"},"tid":1}""");
    }

    [Fact]
    public async Task Extension_Changed_OneEventAFieldInServiceDefault()
    {
        using var world = new ApiWorld();
        var client = await world.Login(service: "other");
        await client.Ok("event", "subscribe", """{"class":"status","service":"default"}""");
        lock (world.Replica.Gate)
        {
            var now = world.Replica.FindTenant(Samples.Tenant)!.SetState(Samples.Extension, new ExtensionState(1, "back\nsoon", 5))!;
            world.Door.Extension(new ExtensionEvent(now, (ExtensionFields)7, null, 0, default));
        }

        foreach (var (tid, type, value) in new[] { (1, "status", "\"Lunch\""), (2, "note", "\"back\\nsoon\""), (3, "return_time", "5") })
        {
            var fields = $"\"class\":\"status\",\"subclass\":\"extension\",\"type\":\"{type}\",\"obj_id\":\"{Samples.Extension}\"";
            var body = $$"""{"location":"Berlin","tenant":"Sales","number":"20","{{type}}":{{value}} }""".Replace(" ", "");
            await client.Expect(
                $"{{\"class\":\"core\",\"cmd\":\"event\",\"data\":{{{fields},\"service\":\"default\",\"body\":{body}}},\"tid\":{tid}}}");
        }
    }

    [Fact]
    public async Task Deliver_ClientTooSlow_IsClosed()
    {
        using var world = new ApiWorld(new LimitsOptions { ExternalApiQueueBytes = 1_024 }, hold: true);
        var client = await world.Login("admin", "s");
        await client.Ok("event", "subscribe", """{"class":"a"}""");
        var big = new string('x', 600);
        await client.Send([.. Enumerable.Range(0, 3).Select(tid =>
            $$$"""{"class":"core","cmd":"event","data":{"class":"a","body":{"b":"{{{big}}}{{{big}}}"}},"tid":{{{tid}}} }""")]);
        world.LetIn();
        while (await client.Receive() is not null)
        {
        }

        Assert.Equal(4002, client.Connection.CloseStatus);
        await client.End();
        await client.Running;
        Assert.Empty(world.Sessions.Local);
    }

    [Fact]
    public async Task RequireAnswer_NoneIn5Seconds_IsClosed()
    {
        using var world = new ApiWorld(requireAnswer: true);
        var (good, late, bad) = (await world.Login("admin", "good"), await world.Login("admin", "late"), await world.Login("admin", "bad"));
        foreach (var id in new[] { "good", "late", "bad" })
        {
            await good.Send($$"""{"class":"core","subclass":"session","cmd":"send_event","data":{"session_id":"{{id}}"},"tid":0}""");
        }

        await bad.Receive();
        await bad.Send("""{"result":"ok","tid":"1"}""", """{"result":"ok","tid":1.0}""", """{"result":"ok","tid":2}""");
        await late.Receive();
        await late.Send("""{"ack":1}""");
        await good.Send("""{"result":"error","tid":1}""");
        foreach (var client in new[] { good, late, bad })
        {
            await client.Send("""{"class":7,"cmd":"echo","tid":"last"}""");
            while (await client.Receive() != """{"result":"ok","tid":"last"}""")
            {
            }
        }

        world.Clock.Advance(TimeSpan.FromSeconds(6));
        await bad.ExpectClose(1008);
        Assert.False(late.Connection.IsClosing);
        world.Clock.Advance(TimeSpan.FromMinutes(3));
        await late.ExpectClose(1008);
        Assert.False(good.Connection.IsClosing);
    }
}

using System.Text;
using EventPlatform.Gateway.ExternalApi.Plugins;

namespace EventPlatform.Gateway.Tests.ExternalApi.Plugins;

/// <summary>Hooks of outgoing events (external-api.md 5 and 8).</summary>
public class EventHookTests
{
    [Fact]
    public async Task Deliver_ChangedForOneSession_OthersGetItAsItWas()
    {
        var hook = new FakeEventHook((session, outgoing) => session.SessionId == "one" && outgoing.Class == "a"
            ? outgoing with { Class = "b", Subclass = "s", Type = "*", ObjId = null, Body = "{ \"n\":\n2}"u8.ToArray() }
            : outgoing);
        using var world = new ApiWorld(hooks: [hook]);
        var (one, two, admin) = (await world.Login("admin", "one"), await world.Login("admin", "two"), await world.Login());
        await one.Ok("event", "subscribe", """{"class":"a"}""");
        await two.Ok("event", "subscribe", """{"class":"a"}""");
        await admin.Ok("event", "send", """{"class":"a","type":"t","obj_id":"o","body":{"n":1}}""");
        await one.Expect("""{"class":"core","cmd":"event","data":{"class":"b","subclass":"s","body":{ "n":2}},"tid":1}""");
        await two.Expect("""{"class":"core","cmd":"event","data":{"class":"a","type":"t","obj_id":"o","body":{"n":1}},"tid":1}""");
    }

    [Fact]
    public async Task Deliver_DroppedForOneSession_OthersGetItAndTidsHaveNoHole()
    {
        var hook = new FakeEventHook((session, outgoing) => session.SessionId == "one" && outgoing.Type == "no" ? null : outgoing);
        using var world = new ApiWorld(hooks: [hook]);
        var (one, two, admin) = (await world.Login("admin", "one"), await world.Login("admin", "two"), await world.Login());
        await one.Ok("event", "subscribe", """{"class":"a"}""");
        await two.Ok("event", "subscribe", """{"class":"a"}""");
        foreach (var type in new[] { "x", "no", "y" })
        {
            await admin.Ok("event", "send", $$"""{"class":"a","type":"{{type}}"}""");
        }

        await one.Expect(
            """{"class":"core","cmd":"event","data":{"class":"a","type":"x"},"tid":1}""",
            """{"class":"core","cmd":"event","data":{"class":"a","type":"y"},"tid":2}""");
        await two.Expect(
            """{"class":"core","cmd":"event","data":{"class":"a","type":"x"},"tid":1}""",
            """{"class":"core","cmd":"event","data":{"class":"a","type":"no"},"tid":2}""",
            """{"class":"core","cmd":"event","data":{"class":"a","type":"y"},"tid":3}""");
    }

    [Fact]
    public async Task Deliver_SubscriptionWithBody_HookSeesItMerged()
    {
        var hook = new FakeEventHook((_, outgoing) => outgoing);
        using var world = new ApiWorld(hooks: [hook]);
        var client = await world.Login("admin", "s", "other");
        await client.Ok("event", "subscribe", """{"class":"a","service":"default","body":{"x":1,"y":2}}""");
        await (await world.Login()).Ok("event", "send", """{"class":"a","type":"t","body":{"x":9}}""");
        await client.Expect(
            """{"class":"core","cmd":"event","data":{"class":"a","type":"t","service":"default","body":{"x":9,"y":2}},"tid":1}""");
        var asked = Assert.Single(hook.Asked);
        Assert.Equal(
            ("default", "a", null, "t", null), (asked.Service, asked.Class, asked.Subclass, asked.Type, asked.ObjId));
        Assert.Equal("""{"x":9,"y":2}""", Encoding.UTF8.GetString(asked.Body.Span));
    }

    [Fact]
    public async Task Deliver_ChangedMergedEvent_HasNoSecondMergeAndKeepsItsService()
    {
        using var world = new ApiWorld(hooks: [new FakeEventHook((_, outgoing) => outgoing with { Body = default })]);
        var client = await world.Login("admin", "s", "other");
        await client.Ok("event", "subscribe", """{"class":"a","service":"default","body":{"x":1}}""");
        await (await world.Login()).Ok("event", "send", """{"class":"a"}""");
        await client.Expect("""{"class":"core","cmd":"event","data":{"class":"a","service":"default"},"tid":1}""");
    }

    [Fact]
    public async Task Deliver_SeveralHooks_EachSeesTheFormersAndADropEndsIt()
    {
        var first = new FakeEventHook((_, outgoing) => outgoing.Type == "drop" ? null : outgoing with { Type = outgoing.Type + "1" });
        var second = new FakeEventHook((_, outgoing) => outgoing with { Type = outgoing.Type + "2" });
        using var world = new ApiWorld(hooks: [first, second]);
        var client = await world.Login("admin", "s");
        await client.Ok("event", "subscribe", """{"class":"a"}""");
        var admin = await world.Login();
        await admin.Ok("event", "send", """{"class":"a","type":"drop"}""");
        await admin.Ok("event", "send", """{"class":"a","type":"t"}""");
        await client.Expect("""{"class":"core","cmd":"event","data":{"class":"a","type":"t12"},"tid":1}""");
        Assert.Equal((2, 1), (first.Asked.Count, second.Asked.Count));
    }

    [Theory]
    [InlineData("throw")]
    [InlineData("body")]
    [InlineData("list")]
    [InlineData("class")]
    [InlineData("null")]
    [InlineData("long")]
    public async Task Deliver_HookFails_KeepsTheEventAndAsksTheNext(string how)
    {
        using var world = new ApiWorld(hooks:
        [
            new FakeEventHook((_, outgoing) => how switch
            {
                "body" => outgoing with { Body = "{\"n\":"u8.ToArray() },
                "list" => outgoing with { Body = "[1]"u8.ToArray() },
                "class" => outgoing with { Class = "a\0" },
                "null" => outgoing with { Class = null! },
                "long" => outgoing with { Type = new string('x', 256) },
                _ => throw new InvalidOperationException("a bug"),
            }),
            new FakeEventHook((_, outgoing) => outgoing with { ObjId = "o" }),
        ]);
        var client = await world.Login("admin", "s");
        await client.Ok("event", "subscribe", """{"class":"a"}""");
        await (await world.Login()).Ok("event", "send", """{"class":"a","type":"t","body":{"n":1}}""");
        await client.Expect("""{"class":"core","cmd":"event","data":{"class":"a","type":"t","obj_id":"o","body":{"n":1}},"tid":1}""");
    }

    [Fact]
    public async Task Deliver_AutomaticSubscriptionsAndGaps_GoThroughItToo()
    {
        var hook = new FakeEventHook((_, outgoing) => outgoing.Type == "drop" ? null : outgoing with { Body = "{\"h\":1}"u8.ToArray() });
        using var world = new ApiWorld(hooks: [hook]);
        var (mia, admin) = (await world.Login("mia", "m"), await world.Login("admin", "a"));
        await admin.Ok("user", "send_event", """{"user":"mia","type":"drop"}""");
        await admin.Ok("session", "send_event", """{"session_id":"m"}""");
        lock (world.Replica.Gate)
        {
            world.Door.Gap(default);
        }

        await mia.Expect(
            """{"class":"core","cmd":"event","data":{"class":"core","subclass":"session_event","obj_id":"m","body":{"h":1}},"tid":1}""",
            """{"class":"core","cmd":"event","data":{"class":"core","subclass":"session_event","type":"gap","obj_id":"m","body":{"h":1}},"""
            + "\"tid\":2}");
    }

    [Fact]
    public async Task Deliver_Asked_KnowsWhoGetsIt()
    {
        SessionFacts? facts = null;
        using var world = new ApiWorld(hooks: [new FakeEventHook((session, outgoing) =>
        {
            facts = session;
            return outgoing;
        })]);
        var mia = await world.Login("mia", "m");
        await (await world.Login()).Ok("user", "send_event", """{"user":"mia"}""");
        await mia.Receive();
        Assert.Equal(
            ("mia", "m", "default", false, "tcp:127.0.0.1:0"),
            (facts!.User, facts.SessionId, facts.Service, facts.IsAdmin, facts.Remote));
    }
}

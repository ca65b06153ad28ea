using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.Hub.Subscriptions;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>Several events of one block, as clients see them: handed over together, and each as if it came alone.</summary>
public class EventRunTests
{
    private static readonly ShownEvent[] Alternating =
    [
        new("a", "1"), new("a", "2"), new("b", "3"), new("a", "4"), new("b", "5"), new("b", "6"), new("c", "7"), new("a", "8"),
    ];

    [Fact]
    public async Task Deliver_TopicsAlternate_EachSessionGetsItsOwnInOrder()
    {
        using var world = new ApiWorld();
        var (a, both, c) = (await Subscribed(world, "a"), await Subscribed(world, "b", "a"), await Subscribed(world, "c"));
        ShownEvent.Show(world, Alternating);
        await Expect(a, Alternating.Where(one => one.Class == "a"));
        await Expect(both, Alternating.Where(one => one.Class != "c"));
        await Expect(c, Alternating.Where(one => one.Class == "c"));
    }

    [Fact]
    public async Task Deliver_NumbersGetMoreDigits_NoneIsLostOrTwice()
    {
        using var world = new ApiWorld();
        var (early, late) = (await Subscribed(world, "a"), await world.Login());
        for (var tid = 1; tid < 1_100; tid += 4)
        {
            if (tid == 9)
            {
                await late.Ok("event", "subscribe", """{"class":"a"}""");
            }

            var events = Enumerable.Range(tid, 4).Select(number => new ShownEvent("a", $"t{number}")).ToList();
            ShownEvent.Show(world, events);
            await Expect(early, events, tid);
            await Expect(late, tid < 9 ? [] : events, tid - 8);
        }

        await SocketPeer.Until(() => early.Connection.UnsentBytes == 0);
    }

    [Fact]
    public async Task Deliver_BodiesAndPlainMixed_EachGetsItsOwnInOrder()
    {
        using var world = new ApiWorld();
        var (plain, adds, both) = (await Subscribed(world, "a"), await world.Login(), await Subscribed(world, "a"));
        await adds.Ok("event", "subscribe", """{"class":"a","body":{"x":1}}""");
        await both.Ok("event", "subscribe", """{"class":"a","type":"t","body":{"x":2}}""");
        ShownEvent[] events = [new("a"), new("a", "t"), new("a", "t", """{"n":1}"""), new("a", "u"), new("a")];
        ShownEvent.Show(world, events);
        await Expect(plain, events);
        await Expect(adds, events.Select(one => one with { Body = one.Body is null ? """{"x":1}""" : """{"n":1,"x":1}""" }));
        await Expect(
            both,
            [
                events[0], events[1], events[1] with { Body = """{"x":2}""" },
                events[2], events[2] with { Body = """{"n":1,"x":2}""" }, events[3], events[4],
            ]);
    }

    [Fact]
    public async Task Deliver_ToAnotherService_IsShownWithItsService()
    {
        using var world = new ApiWorld();
        var (here, there) = (await Subscribed(world, "a"), await world.Login(service: "other"));
        await there.Ok("event", "subscribe", """{"class":"a","service":"default"}""");
        await there.Ok("event", "subscribe", """{"class":"a"}""");
        ShownEvent[] events = [new("a", "1"), new("a", "2"), new("a", "3", Service: "other"), new("a", "4")];
        ShownEvent.Show(world, events);
        await Expect(here, events.Where(one => one.Service == "default"));
        foreach (var (index, one) in events.Index())
        {
            await there.Expect(one.Line(index + 1, isOwnService: one.Service == "other"));
        }
    }

    [Fact]
    public async Task Deliver_EventsMustBeAnswered_EachIsExpected()
    {
        using var world = new ApiWorld(requireAnswer: true);
        var (answers, doesNot) = (await Subscribed(world, "a"), await Subscribed(world, "a"));
        var events = Enumerable.Range(1, 9).Select(number => new ShownEvent("a", $"{number}")).ToList();
        ShownEvent.Show(world, events);
        await Expect(answers, events);
        await Expect(doesNot, events);
        await answers.Send([.. Enumerable.Range(1, 9).Select(tid => $$"""{"result":"ok","tid":{{tid}}}""")]);
        await doesNot.Send([.. Enumerable.Range(1, 8).Select(tid => $$"""{"result":"ok","tid":{{tid}}}""")]);
        await Expect(answers, []);
        await Expect(doesNot, []);
        world.Clock.Advance(TimeSpan.FromSeconds(6));
        await doesNot.ExpectClose(1008);
        Assert.False(answers.Connection.IsClosing);
    }

    [Fact]
    public async Task Deliver_OneIsTooLargeForARun_StaysInItsPlace()
    {
        using var world = new ApiWorld();
        var clients = new[] { await Subscribed(world, "a"), await Subscribed(world, "a") };
        var (large, half) = ($"\"{new string('x', 70_000)}\"", $"\"{new string('y', 30_000)}\"");
        ShownEvent[] events =
        [
            new("a", "1"), new("a", "2", $"{{\"b\":{large}}}"), new("a", "3"), new("a", "4", $"{{\"b\":{half}}}"),
            new("a", "5", $"{{\"b\":{half}}}"), new("a", "6", $"{{\"b\":{half}}}"), new("a", "7"),
        ];
        ShownEvent.Show(world, events);
        await Expect(clients[0], events);
        await Expect(clients[1], events);
    }

    [Fact]
    public async Task Deliver_SessionEndsMeanwhile_GetsNoneAndTheOthersGetAll()
    {
        using var world = new ApiWorld();
        var (stays, goes) = (await Subscribed(world, "a"), await world.Login("admin", "goes"));
        await goes.Ok("event", "subscribe", """{"class":"a"}""");
        ShownEvent[] events = [new("a", "1"), new("a", "2")];
        lock (world.Replica.Gate)
        {
            ShownEvent.Hold(world, ShownEvent.Block(events));
            world.Sessions.FindLocal("goes")!.Close(CloseCode.Stopped);
            world.Door.HandOver();
        }

        await Expect(stays, events);
        await goes.ExpectClose(4500);
    }

    [Fact]
    public async Task Unsubscribe_AnsweredWhileEventsAreHeld_GetsNoneOfThem()
    {
        using var world = new ApiWorld();
        var (stays, leaves, comes) = (await Subscribed(world, "a"), await Subscribed(world, "a"), await world.Login());
        ShownEvent[] events = [new("a", "1"), new("a", "2")];
        await SocketPeer.Until(() => world.Published.Count(record => record.Kind == EventKind.SubscriptionAdded) == 2);
        lock (world.Replica.Gate)
        {
            // What the doors were told of the subscriptions is over, and nothing more is told.
            world.IsBehind = true;
        }

        ShownEvent.Hold(world, ShownEvent.Block(events));
        await leaves.Ok("event", "unsubscribe", """{"class":"a"}""");
        await comes.Ok("event", "subscribe", """{"class":"a"}""");
        world.Door.HandOver();
        await Expect(leaves, []);
        await Expect(stays, events);
        await Expect(comes, events);
        world.Door.HandOver();
        await Expect(stays, []);
    }

    [Fact]
    public async Task Deliver_EventsThatAreNotHeld_ComeBehindThoseThatAre()
    {
        using var world = new ApiWorld();
        var client = await world.Login("admin", "s");
        await client.Ok("event", "subscribe", """{"class":"a"}""");
        ShownEvent[] held = [new("a", "1"), new("a", "2"), new("core", "3", Subclass: "session_event", ObjId: "s"), new("a", "4")];
        lock (world.Replica.Gate)
        {
            ShownEvent.Hold(world, ShownEvent.Block(held));
            world.Door.Gap(default);
            ShownEvent.Hold(world, ShownEvent.Block(new ShownEvent("a", "6")));
            world.Door.HandOver();
        }

        await Expect(client, [.. held, new("core", "gap", Subclass: "session_event", ObjId: "s"), new("a", "6")]);
    }

    [Fact]
    public async Task Subscribe_OwnPublishesOfOneBlockBefore_GetsNoneOfThem()
    {
        using var world = new ApiWorld(hold: true);
        var (client, other) = (await world.Login(), await Subscribed(world, "a"));
        await client.Send([.. Enumerable.Range(1, 4).Select(number =>
            $$$"""{"class":"core","cmd":"event","data":{"class":"a","type":"{{{number}}}"},"tid":{{{number}}}}""")]);
        await client.Send("""{"class":"core","subclass":"event","cmd":"subscribe","data":{"class":"a"},"tid":5}""");
        world.LetIn();
        await client.Expect([.. Enumerable.Range(1, 5).Select(tid => $$"""{"result":"ok","tid":{{tid}}}""")]);
        await Expect(other, Enumerable.Range(1, 4).Select(number => new ShownEvent("a", $"{number}")));
        await Expect(client, []);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Deliver_WhileTheLoginIsUnderWay_IsHeldBackUpToTheBound(bool isTooMuch)
    {
        using var world = new ApiWorld(new LimitsOptions { ExternalApiQueueBytes = 1_024 });
        ShownEvent[] events = [.. Enumerable.Range(1, 7).Select(number => new ShownEvent("a", $"{number}"))];
        var shown = isTooMuch ? [.. events, new ShownEvent("a", "8", $$"""{"b":"{{new string('x', 600)}}"}""")] : events;
        world.Sessions.OnLogin = session =>
        {
            world.Index.Subscribe(((ApiSession)session).Subscriptions, new SubscriptionName("default"u8, "a"u8, "*"u8, "*"u8, "*"u8), null);
            ShownEvent.Show(world, shown);
            return Task.CompletedTask;
        };
        var client = world.Connect();
        if (!isTooMuch)
        {
            await client.Login();
            await Expect(client, events);
            return;
        }

        await client.Send("""{"class":"core","subclass":"user","cmd":"login","data":{"user":"admin","password":"pw"},"tid":1}""");
        while (await client.Receive() is { } line)
        {
            Assert.DoesNotContain("\"event\"", line, StringComparison.Ordinal);
        }

        Assert.Equal(4002, client.Connection.CloseStatus);
        await client.End();
        await client.Running;
    }

    [Fact]
    public async Task Deliver_RunPassesTheBound_ClosesThatOneAndTheOthersGetAll()
    {
        using var world = new ApiWorld(new LimitsOptions { ExternalApiQueueBytes = 1_024 });
        var (good, slow) = (await Subscribed(world, "a"), await Subscribed(world, "b", "a"));

        // 440, 70 and 530 bytes: the run is refused, then its second event. No writer begins before.
        static string Body(int length) => $$"""{"b":"{{new string('x', length)}}"}""";
        ShownEvent[] events = [new("a", "1"), new("a", "2", Body(530 - 86))];
        ShownEvent.Show(world, [new("b", "0", Body(440 - 86)), .. events]);
        await Expect(good, events);
        while (await slow.Receive() is not null)
        {
        }

        Assert.Equal(4002, slow.Connection.CloseStatus);
    }

    private static async Task<ApiClient> Subscribed(ApiWorld world, params string[] classes)
    {
        var client = await world.Login();
        foreach (var name in classes)
        {
            await client.Ok("event", "subscribe", $$"""{"class":"{{name}}"}""");
        }

        return client;
    }

    /// <summary>The client gets these events and nothing more.</summary>
    private static async Task Expect(ApiClient client, IEnumerable<ShownEvent> events, long firstTid = 1)
    {
        await client.Expect([.. events.Select(one => one.Line(firstTid++))]);
        Assert.Equal("""{"result":"ok"}""", await client.Request("core", "echo", className: "7"));
    }
}

using System.Text.Json;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.EventFeed;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Tests.Replica;

namespace EventPlatform.Gateway.Tests.EventFeed;

/// <summary>The exact properties of the platform's own events (docs/protocols/event-feed.md, 2).</summary>
public class PlatformEventTests
{
    private const string Base = """ "time":1436889163971,"coreServerId":"dddddddd-0000-4000-8000-000000000001" """;
    private const string Place = """
        "locationId":"cccccccc-0000-4000-8000-000000000001","location":"Berlin","tenantId":"aaaaaaaa-0000-4000-8000-000000000001",
        "tenant":"Sales","extensionId":"bbbbbbbb-0000-4000-8000-000000000020","extensionNumber":"20"
        """;

    private static readonly Guid UserId = new("eeeeeeee-0000-4000-8000-00000000000A");
    private static readonly Account Mikey = new(UserId, "mikey", "Mikey", true, [], Samples.Extension, 1);

    [Theory, InlineData(EventKind.Login, "userLogin"), InlineData(EventKind.Logout, "userLogout")]
    public async Task Session_IsTold(EventKind kind, string type)
    {
        using var bench = new FeedBench();
        using var peer = await bench.Connect();
        var notice = new SessionNotice(UserId, "mi\"key", "s-1", "10.0.0.7", 4711);
        bench.Show(door => door.Session(new SessionEvent(kind, notice, "default", FeedBench.Time, bench.Next())));
        AssertSame($$"""
            {"type":"{{type}}",{{Base}},"eventId":"cafe0123-1.6.w0","userId":"eeeeeeee-0000-4000-8000-00000000000a","username":"mi\"key",
             "userLoginId":"s-1","ip":"10.0.0.7","port":4711}
            """, await peer.ReceiveJson());
    }

    [Theory, InlineData(EventKind.SubscriptionAdded, "subscriptionAdded"), InlineData(EventKind.SubscriptionRemoved, "subscriptionRemoved")]
    public async Task Subscription_IsTold(EventKind kind, string type)
    {
        using var bench = new FeedBench();
        using var peer = await bench.Connect();
        bench.Show(door => door.Subscription(
            new SubscriptionEvent(kind, new SubscriptionNotice("s-1", "mikey", "call", "*", "dial", "*"), FeedBench.Time, bench.Next())));
        AssertSame($$"""
            {"type":"{{type}}",{{Base}},"eventId":"cafe0123-1.6.w0","userLoginId":"s-1","username":"mikey","class":"call","subclass":"*",
             "eventType":"dial","objId":"*"}
            """, await peer.ReceiveJson());
    }

    [Theory]
    [InlineData(ExtensionFields.Status, "extensionStatus", "\"status\":\"Lunch\"")]
    [InlineData(ExtensionFields.Note, "extensionNote", "\"note\":\"back\\n\\\"soon\\\"\"")]
    [InlineData(ExtensionFields.ReturnTime, "extensionReturnTime", "\"returnTime\":-1")]
    public async Task Extension_OfNobody_IsTold(ExtensionFields changed, string type, string field)
    {
        using var bench = new FeedBench();
        using var peer = await bench.Connect();
        ChangeExtension(bench, changed, null);
        bench.Gap();
        AssertSame(
            $$"""{"type":"{{type}}",{{Base}},"eventId":"cafe0123-1.6.w0",{{Place}},"userId":null,"username":null,{{field}}}""",
            await peer.ReceiveJson());
        Assert.Equal(["gap"], await peer.ReceiveTypes(1));
    }

    [Fact]
    public async Task Extension_OfAUser_IsToldTwicePerField()
    {
        using var bench = new FeedBench();
        using var peer = await bench.Connect();
        ChangeExtension(bench, ExtensionFields.Status | ExtensionFields.Note | ExtensionFields.ReturnTime, Mikey);
        const string User = """ "userId":"eeeeeeee-0000-4000-8000-00000000000a","username":"mikey" """;
        AssertSame(
            $$"""{"type":"extensionStatus",{{Base}},"eventId":"cafe0123-1.6.1",{{Place}},{{User}},"status":"Lunch"}""",
            await peer.ReceiveJson());
        AssertSame($$"""
            {"type":"userStatus",{{Base}},"eventId":"cafe0123-1.6.2",{{User}},"name":"Lunch","statusType":"away","note":"back\n\"soon\"",
             "returnTime":-1,"userCreated":false}
            """, await peer.ReceiveJson());
        Assert.Equal(["extensionNote", "userStatus", "extensionReturnTime", "userStatus"], await peer.ReceiveTypes(4));
    }

    [Fact]
    public async Task Extension_SetAsItsUsersStatus_TellsTheUserOnce_BehindAllFields()
    {
        using var bench = new FeedBench();
        using var peer = await bench.Connect();
        ChangeExtension(bench, ExtensionFields.Status | ExtensionFields.Note | ExtensionFields.OfUser, Mikey);
        Assert.Equal(["extensionStatus", "extensionNote", "userStatus"], await peer.ReceiveTypes(3));
        ChangeExtension(bench, ExtensionFields.ReturnTime | ExtensionFields.OfUser, null);
        bench.Publish("", "end");
        Assert.Equal(["extensionReturnTime", "end"], await peer.ReceiveTypes(2));
    }

    [Fact]
    public async Task Gap_GoesToEveryClient_WhateverItsFilters()
    {
        using var bench = new FeedBench();
        using var all = await bench.Connect();
        using var filtered = await bench.Connect("?filter=type:dial");
        bench.Gap();
        foreach (var peer in new[] { all, filtered })
        {
            AssertSame($$"""
                {"type":"gap","time":{{bench.Clock.GetUtcNow().ToUnixTimeMilliseconds()}},
                 "coreServerId":"dddddddd-0000-4000-8000-000000000001","eventId":"cafe0123-1.5.w1"}
                """, await peer.ReceiveJson());
        }
    }

    [Fact]
    public async Task EventId_IsTheVectorOfPartitions_AndNeverTheSame()
    {
        using var bench = new FeedBench(partitions: 3);
        using var peer = await bench.Connect();
        bench.Show(door => Login(door, new EventPosition(2, 3, 7)));
        bench.Show(door => Login(door, new EventPosition(0, 1, 14)));
        bench.Show(door => Login(door, new EventPosition(2, 3, 8)));
        bench.Show(door => door.Gap(new EventPosition(2, 3, 9)));
        bench.Show(door => door.Gap(new EventPosition(2, 3, 6)));
        bench.Show(door => Login(door, new EventPosition(2, 4, 0)));
        string[] ids =
        [
            "1.5.w0_1.0.w0_3.8.w0", "1.f.w0_1.0.w0_3.8.w0", "1.f.w0_1.0.w0_3.9.w0",
            "1.f.w0_1.0.w0_3.9.w1", "1.f.w0_1.0.w0_3.9.w2", "1.f.w0_1.0.w0_4.1.w0",
        ];
        foreach (var id in ids)
        {
            Assert.Equal($"cafe0123-{id}", (await peer.ReceiveJson()).GetProperty("eventId").GetString());
        }
    }

    private static void Login(FeedDoor door, EventPosition at) =>
        door.Session(new SessionEvent(EventKind.Login, new SessionNotice(UserId, "mikey", "s-1", "::1", 1), "default", FeedBench.Time, at));

    private static void ChangeExtension(FeedBench bench, ExtensionFields changed, Account? user)
    {
        var tenant = bench.Store.FindTenant(Samples.Tenant)!;
        var now = tenant.FindExtension(Samples.Extension)! with { State = new ExtensionState(1, "back\n\"soon\"", -1) };
        bench.Show(door => door.Extension(new ExtensionEvent(now, changed, user, FeedBench.Time, bench.Next())));
    }

    private static void AssertSame(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), actual), $"Expected {expected} but it was {actual}");
}

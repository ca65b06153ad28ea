using EventPlatform.Testing;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests;

public sealed class TwoGatewaysTests
{
    [Fact]
    public async Task Publish_AtOneGateway_IsDeliveredAtTheOtherOnceAndInOrder()
    {
        await using var platform = await Platform.Start();
        var (_, first) = await platform.AddGateway();
        var (_, second) = await platform.AddGateway();
        await using var publisher = await LogIn(first, "publisher");
        await using var subscriber = await LogIn(second, "subscriber");
        await subscriber.Request("core", "event", "subscribe", new { @class = "call" });

        for (var number = 0; number < 100; number++)
        {
            await publisher.Send("core", "event", "send", new { @class = "call", type = "dial", body = new { number } });
        }

        for (var number = 0; number < 100; number++)
        {
            var dial = await subscriber.Event(_ => true);
            Assert.Equal(number, dial.GetProperty("body").GetProperty("number").GetInt32());
        }
    }

    [Fact]
    public async Task Server_AtEitherGateway_ListsAllNodes()
    {
        await using var platform = await Platform.Start();
        var (first, firstPorts) = await platform.AddGateway();
        var (second, secondPorts) = await platform.AddGateway();
        var ids = new[] { first, second }.Select(gateway => Platform.Identity(gateway).GatewayId).Order(StringComparer.Ordinal).ToList();
        var lists = new List<string>();
        foreach (var ports in new[] { firstPorts, secondPorts })
        {
            using var rest = new RestClient(new Uri($"http://127.0.0.1:{ports.Http}"));
            var nodes = (await rest.Get("live/coreServers/getByName/default/server")).GetProperty("nodes").EnumerateArray().ToList();
            var gateways = nodes.Where(node => node.GetProperty("role").GetString() is "gateway" or "both");
            Assert.Equal(ids, gateways.Select(node => node.GetProperty("id").GetString()));
            Assert.All(nodes, node => Assert.True(node.GetProperty("startedAt").GetInt64() > 0));
            lists.Add(string.Join(',', nodes.Select(node => node.GetRawText())));
        }

        // On the cluster engine the silos are in it, too.
        Assert.Equal(lists[0], lists[1]);
    }

    [Fact]
    public async Task Freeze_OneGateway_ItsSessionsEndWithinTheLeaseAndTheOtherGoesOn()
    {
        var clock = new ManualTimeProvider();
        await using var platform = await Platform.Start(clock);
        var (frozen, first) = await platform.AddGateway();
        var (_, second) = await platform.AddGateway();
        await using var lost = await LogIn(first, "lost");
        await using var survivor = await LogIn(second, "survivor");
        await survivor.Request("core", "event", "subscribe", new { @class = "call" });
        await using var feed = await FeedClient.Connect(new Uri($"ws://127.0.0.1:{second.Http}/"));

        await Platform.Freeze(frozen);
        await survivor.Request("core", "event", "send", new { @class = "call" });
        await survivor.Event(data => data.GetProperty("class").GetString() == "call");

        var logout = feed.Event("userLogout");
        var passed = await clock.PassUntil(logout);

        Assert.Equal("lost", (await logout).GetProperty("username").GetString());
        Assert.InRange(passed, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(15));
        await feed.Event("gap");
        var users = await survivor.Request("core", "user", "list");
        Assert.Equal(["survivor"], users.GetProperty("data").EnumerateObject().Select(user => user.Name));

        await survivor.Request("core", "event", "send", new { @class = "call" });
        await survivor.Event(data => data.GetProperty("class").GetString() == "call");
    }

    private static async Task<ExternalApiClient> LogIn(Ports ports, string user)
    {
        var client = await ExternalApiClient.Connect(new Uri($"ws://127.0.0.1:{ports.ExternalApi}/"));
        var answer = await client.Login(user, null);
        Assert.Equal("ok", answer.GetProperty("result").GetString());
        return client;
    }
}

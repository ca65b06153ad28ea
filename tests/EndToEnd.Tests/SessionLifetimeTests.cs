using System.Diagnostics;
using System.Text.Json;
using EventPlatform.Contracts.Gateways;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Testing;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>Sessions over two gateways, and what becomes of them when what indexes them is lost (docs/architecture.md, 3).</summary>
public sealed class SessionLifetimeTests
{
    /// <summary>Within this time every session has been claimed again.</summary>
    private static readonly TimeSpan Rebuilt = TimeSpan.FromSeconds(15);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Login_IdInUseAtTheOtherGateway_LosesAndTheIdIsFreeWhenItsHolderGoes()
    {
        await using var platform = await Platform.Start();
        var (first, second) = ((await platform.AddGateway()).Ports, (await platform.AddGateway()).Ports);
        var holder = await LogIn(first, "holder", "same");
        await using (var loser = await Connect(second))
        {
            Assert.Equal(100034, Code(await loser.Login("loser", null, "same")));
            Assert.Equal(1000, await loser.Socket.ExpectClose());
        }

        await holder.DisposeAsync();
        await using var next = await Eventually(async () =>
        {
            var client = await Connect(second);
            if (Code(await client.Login("next", null, "same")) == 0)
            {
                return client;
            }

            await client.DisposeAsync();
            return null;
        });
        Assert.Equal("same", next.SessionId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_OfASession_FreesItsIdEverywhereBeforeItIsAnswered(bool isAtTheOtherGateway)
    {
        await using var platform = await Platform.Start();
        var (first, second) = ((await platform.AddGateway()).Ports, (await platform.AddGateway()).Ports);
        var (own, other) = isAtTheOtherGateway ? (first, second) : (second, second);
        await using var caller = await LogIn(own, "caller");
        for (var round = 0; round < 20; round++)
        {
            await using var target = await LogIn(other, "target", "same");
            var stopped = await caller.Request("core", "session", "stop", new { session_id = "same" });
            Assert.Equal("target", stopped.GetProperty("data").GetProperty("user").GetString());
            Assert.Equal(["caller"], await Users(caller));
            await using (await LogIn(first, "next", "same"))
            {
                Assert.Equal(1000, await target.Socket.ExpectClose());
            }

            // Who goes is unlisted before the id is free again.
            var session = platform.Grains.GetGrain<ISessionGrain>(SessionKey.Of("same"));
            await Eventually(async () => (await session.Find(Cancel)).IsOk ? null : "free");
        }
    }

    [Fact]
    public async Task Disconnect_OfASession_IsUnlistedEverywhereWithinASecond()
    {
        await using var platform = await Platform.Start();
        var (first, second) = ((await platform.AddGateway()).Ports, (await platform.AddGateway()).Ports);
        await using var watcher = await LogIn(first, "watcher");
        var client = await LogIn(second, "client");
        Assert.Equal(["client", "watcher"], await Users(watcher));
        await client.DisposeAsync();

        var since = Stopwatch.StartNew();
        await Eventually(async () => (await Users(watcher)).Count() == 1 ? "gone" : null);
        Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Relay_BetweenGateways_GoesThereAndBack()
    {
        await using var platform = await Platform.Start();
        var (first, second) = ((await platform.AddGateway()).Ports, (await platform.AddGateway()).Ports);
        await using var caller = await LogIn(first, "caller");
        await using var target = await LogIn(second, "target", "t");
        for (var number = 0; number < 20; number++)
        {
            var tid = await Relay(caller, number);
            var request = await target.Requests.Take(_ => true, "the request");
            Assert.Equal(number, request.GetProperty("data").GetInt32());
            await target.Answer(request, new { number });
            Assert.Equal(number, (await caller.Response(tid)).GetProperty("data").GetProperty("number").GetInt32());
        }
    }

    [Fact]
    public async Task Relay_TargetsGatewayHangs_IsGivenUp()
    {
        var clock = new ManualTimeProvider();
        await using var platform = await Platform.Start(clock);
        var (_, first) = await platform.AddGateway();
        var (hung, second) = await platform.AddGateway();
        await using var caller = await LogIn(first, "caller");
        await using var target = await LogIn(second, "target", "t");
        await Platform.Freeze(hung);
        var tid = await Relay(caller, 1);
        var answer = caller.Response(tid, TimeSpan.FromMinutes(1));
        Assert.InRange(await clock.PassUntil(answer), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(16));
        Assert.True(Code(await answer) is 100005 or 100009);
    }

    [Fact]
    public async Task Lease_IsLost_SessionsAreClosedToldAndLogInAgain()
    {
        var clock = new ManualTimeProvider();
        await using var platform = await Platform.Start(clock);
        var (losing, first) = await platform.AddGateway();
        var (_, second) = await platform.AddGateway();
        await using var watcher = await LogIn(second, "watcher");
        await using var feed = await FeedClient.Connect(new Uri($"ws://127.0.0.1:{second.Http}/"));
        await using var client = await LogIn(first, "client", "c");
        await client.Request("core", "event", "subscribe", new { @class = "call" });
        await feed.Event("subscriptionAdded");

        var identity = Platform.Identity(losing);
        await platform.Grains.GetGrain<IGatewayGrain>(identity.GatewayId).End(identity, Cancel);
        Assert.Equal("c", (await feed.Event("userLogout")).GetProperty("userLoginId").GetString());
        var closed = client.Socket.ExpectClose(TimeSpan.FromMinutes(1));
        Assert.InRange(await clock.PassUntil(closed), TimeSpan.Zero, Rebuilt);
        Assert.Equal(4004, await closed);
        Assert.Equal(["watcher"], await Users(watcher));

        await using var again = await LogIn(first, "client", "c");
        Assert.NotEqual(identity, Platform.Identity(losing));
        Assert.Equal(["client", "watcher"], await Users(watcher));
    }

    [Fact]
    public async Task GatewayGrain_IsLost_ItsSessionsAreListedAgainAndGoOn()
    {
        var clock = new ManualTimeProvider();
        await using var platform = await Platform.Start(clock);
        var (host, first) = await platform.AddGateway();
        var (_, second) = await platform.AddGateway();
        await using var watcher = await LogIn(second, "watcher");
        var clients = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => LogIn(first, $"user{number}", $"s{number}")));

        // It ends when its long polls have, which wait for the clock
        await clock.PassUntil(platform.Forget(platform.Grains.GetGrain<IGatewayGrain>(Platform.Identity(host).GatewayId)));
        var passed = await clock.PassUntil(async () => (await Users(watcher)).Count() == clients.Length + 1);
        Assert.InRange(passed, TimeSpan.Zero, Rebuilt);
        foreach (var client in clients)
        {
            Assert.Equal(0, Code(await client.Request("core", "event", "send", new { @class = "call" })));
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task SessionGrain_IsLost_IsClaimedAgainAndAnEarlierClaimWins()
    {
        var clock = new ManualTimeProvider();
        await using var platform = await Platform.Start(clock);
        var (_, first) = await platform.AddGateway();
        var (_, second) = await platform.AddGateway();
        await using var feed = await FeedClient.Connect(new Uri($"ws://127.0.0.1:{second.Http}/"));
        await using var watcher = await LogIn(second, "watcher");
        await using var client = await LogIn(first, "client", "t");
        await clock.Pass(TimeSpan.FromSeconds(1));

        await platform.Forget(platform.Grains.GetGrain<ISessionGrain>("t"));
        await using var intruder = await LogIn(second, "intruder", "t");
        var closed = intruder.Socket.ExpectClose(TimeSpan.FromMinutes(1));
        Assert.InRange(await clock.PassUntil(closed), TimeSpan.Zero, Rebuilt + Rebuilt);
        Assert.Equal(4004, await closed);

        // The one that was first is found again
        await clock.PassUntil(async () => (await Users(watcher)).SequenceEqual(["client", "watcher"]));
        var tid = await Relay(watcher, 1);
        await client.Answer(await client.Requests.Take(_ => true, "the request"));
        Assert.Equal(0, Code(await watcher.Response(tid)));
    }

    private static Task<long> Relay(ExternalApiClient caller, int data) =>
        caller.Send("core", "session", "cmd", new { session_id = "t", @class = "x", cmd = "y", data });

    private static Task<ExternalApiClient> Connect(Ports ports) =>
        ExternalApiClient.Connect(new Uri($"ws://127.0.0.1:{ports.ExternalApi}/"));

    private static async Task<ExternalApiClient> LogIn(Ports ports, string user, string? sessionId = null)
    {
        var client = await Connect(ports);
        Assert.Equal(0, Code(await client.Login(user, null, sessionId)));
        return client;
    }

    private static async Task<IEnumerable<string>> Users(ExternalApiClient client) =>
        (await client.Request("core", "user", "list")).GetProperty("data").EnumerateObject().Select(user => user.Name);

    private static int Code(JsonElement response) => response.GetProperty("result").GetString() == "ok"
        ? 0
        : response.GetProperty("data").GetProperty("code").GetInt32();

    private static async Task<T> Eventually<T>(Func<Task<T?>> attempt)
        where T : class
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            if (await attempt() is { } result)
            {
                return result;
            }

            Assert.True(since.Elapsed < TimeSpan.FromSeconds(20), "It never came to be so.");
        }
    }
}

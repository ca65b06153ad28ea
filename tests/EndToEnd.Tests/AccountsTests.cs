using System.Globalization;
using System.Net;
using System.Text.Json;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>Users of the Configuration API, over two gateways (docs/protocols/live-api.md, 3).</summary>
public sealed class AccountsTests
{
    private const string Users = "config/core/getByName/default/users";
    private const string Password = "correct horse";

    [Fact]
    public async Task Post_User_IsReadAndLogsInAtOnceHere_AndSoonAtTheOtherGateway()
    {
        await using var platform = await Platform.Start();
        var (first, second) = (await Start(platform), await Start(platform));
        using var rest = Rest(first);
        for (var number = 0; number < 10; number++)
        {
            var name = $"user{number}";
            var location = await Add(rest, new { username = name, password = Password });
            var user = await rest.Get(location);
            Assert.Equal(name, user.GetProperty("username").GetString());
            Assert.False(user.TryGetProperty("password", out _));
            await using var client = await Connect(first);
            Assert.Equal(100030, Code(await client.Login(name, Password + "x")));
            Assert.Equal(0, Code(await client.Login(name, Password)));
        }

        await Eventually(async () => (await Names(second)).Count(name => name.StartsWith("user", StringComparison.Ordinal)) == 10);
        await using var other = await Connect(second);
        Assert.Equal(0, Code(await other.Login("user9", Password)));
    }

    [Theory]
    [InlineData("PUT", """{"enabled":false}""")]
    [InlineData("PUT", """{"password":"another horse"}""")]
    [InlineData("DELETE", null)]
    public async Task Change_ThatEndsCredentials_EndsSessionsOfAllGateways(string method, string? body)
    {
        await using var platform = await Platform.Start();
        var (first, second) = (await Start(platform), await Start(platform));
        using var rest = Rest(first);
        var location = await Add(rest, new { username = "zoe", password = Password });
        await Add(rest, new { username = "stays", password = Password });
        await Eventually(async () => (await Names(second)).Contains("stays"));
        await using var here = await LogIn(first, "zoe");
        await using var there = await LogIn(second, "zoe");
        await using var stays = await LogIn(second, "stays");

        // Neither of these ends anything.
        await rest.Put(location, new { username = "zoe2", displayName = "Z" });
        await rest.Put(location, new { username = "zoe" });
        using var response = await rest.Send(new HttpMethod(method), location, body);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);

        Assert.Equal(4501, await here.Socket.ExpectClose());
        Assert.Equal(4501, await there.Socket.ExpectClose());
        Assert.Equal(0, Code(await stays.Request("core", "event", "get_subscriptions")));
        await using var again = await Connect(first);
        Assert.Equal(100030, Code(await again.Login("zoe", Password)));
    }

    [Fact]
    public async Task IfMatch_ManyClientsAtOnce_OneOfThemWins()
    {
        await using var platform = await Platform.Start();
        var (first, second) = (await Start(platform), await Start(platform));
        using var here = Rest(first);
        using var there = Rest(second);
        var location = await Add(here, new { username = "zoe" });
        await Eventually(async () => (await Names(second)).Contains("zoe"));
        using var read = await here.Send(HttpMethod.Get, location);
        var tag = ("If-Match", read.Headers.ETag!.ToString());

        var puts = Enumerable.Range(0, 20).Select(async number =>
        {
            var rest = number % 2 == 0 ? here : there;
            using var response = await rest.Send(HttpMethod.Put, location, $$"""{"displayName":"{{number}}"}""", tag);
            return (int)response.StatusCode;
        });
        var statuses = await Task.WhenAll(puts);
        Assert.Single(statuses, 204);
        Assert.Equal(19, statuses.Count(status => status == 412));
    }

    [Fact]
    public async Task Users_ManyAddedOneByOne_AreAllThere()
    {
        const int Count = 300;
        await using var platform = await Platform.Start();
        var ports = await Start(platform);
        using var rest = Rest(ports);
        for (var number = 0; number < Count; number++)
        {
            await Add(rest, new { username = string.Create(CultureInfo.InvariantCulture, $"many{number:d4}") });
        }

        var names = await Names(ports);
        Assert.Equal(Count, names.Count(name => name.StartsWith("many", StringComparison.Ordinal)));
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    private static async Task<Ports> Start(Platform platform) => (await platform.AddGateway("--Auth:Open=false")).Ports;

    private static RestClient Rest(Ports ports) => new(new Uri($"http://127.0.0.1:{ports.Http}"));

    /// <summary>Where it is.</summary>
    private static async Task<string> Add(RestClient rest, object user)
    {
        using var response = await rest.Send(HttpMethod.Post, Users, JsonSerializer.Serialize(user));
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        return response.Headers.Location!.ToString();
    }

    private static async Task<string[]> Names(Ports ports)
    {
        using var rest = Rest(ports);
        return [.. (await rest.Get(Users)).EnumerateArray().Select(user => user.GetProperty("username").GetString()!)];
    }

    private static Task<ExternalApiClient> Connect(Ports ports) =>
        ExternalApiClient.Connect(new Uri($"ws://127.0.0.1:{ports.ExternalApi}/"));

    private static async Task<ExternalApiClient> LogIn(Ports ports, string user)
    {
        var client = await Connect(ports);
        Assert.Equal(0, Code(await client.Login(user, Password)));
        return client;
    }

    private static int Code(JsonElement response) => response.GetProperty("result").GetString() == "ok"
        ? 0
        : response.GetProperty("data").GetProperty("code").GetInt32();

    private static async Task Eventually(Func<Task<bool>> isSo)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(TimeSpan.FromSeconds(20));
        while (!await isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), end.Token);
        }
    }
}

using System.Text.Json;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>A client at each door of one gateway, or of two, over real sockets.</summary>
internal sealed class FourDoors : IAsyncDisposable
{
    private const string Extensions = "/communication_manager/rest/live/coreServers/getByName/default/extensions";

    private FourDoors(LineClient setter, LineClient watcher, FeedClient feed, ExternalApiClient api, RestClient rest)
    {
        Setter = setter;
        Watcher = watcher;
        Feed = feed;
        Api = api;
        Rest = rest;
    }

    internal LineClient Setter { get; }

    internal LineClient Watcher { get; }

    internal FeedClient Feed { get; }

    internal ExternalApiClient Api { get; }

    internal RestClient Rest { get; }

    /// <summary>Connects; the setter and REST at one gateway, who watches at another, which may be the same.</summary>
    internal static async Task<FourDoors> Connect(Ports setting, Ports watching)
    {
        var feed = await FeedClient.Connect(new Uri($"ws://127.0.0.1:{watching.Http}/communication_manager/ws/event"));
        await feed.Filter(("extensionNumber", "4221"));
        var api = await ExternalApiClient.Connect(new Uri($"ws://127.0.0.1:{watching.ExternalApi}/"));
        await api.Login("watcher", null);
        await api.Request("core", "event", "subscribe", new { @class = "status" });
        return new FourDoors(
            await Line(setting),
            await Line(watching),
            feed,
            api,
            new RestClient(new Uri($"http://127.0.0.1:{setting.Http}")));
    }

    /// <summary>A status set by TCP is seen everywhere; then the same change by REST is seen by the three others.</summary>
    internal async Task ChangeStatus()
    {
        await Setter.Send("set_extension_status@#Berlin@#Sales@#4221@#Lunch");
        await Setter.Expect("", "ExtensionStatusUpdatedEvent@#Berlin@#Sales@#4221@#Lunch");
        await SeenAs("Lunch");

        await Rest.Post($"{Extensions}/getByName/4221/status/set", new { status = "Available" });
        await Setter.Expect("ExtensionStatusUpdatedEvent@#Berlin@#Sales@#4221@#Available");
        await SeenAs("Available");
    }

    internal async Task<string?> StatusByRest() =>
        (await Rest.Get($"{Extensions}/getByName/4221")).GetProperty("status").GetString();

    public async ValueTask DisposeAsync()
    {
        Setter.Dispose();
        Watcher.Dispose();
        Rest.Dispose();
        await Feed.DisposeAsync();
        await Api.DisposeAsync();
    }

    /// <summary>An answer shows that the gateway has taken the connection: only then does it tell events.</summary>
    private static async Task<LineClient> Line(Ports ports)
    {
        var client = await LineClient.Connect(ports.Status);
        await client.Send("get_extension_status@#Berlin@#Sales@#4221");
        await client.Expect("ExtensionStatus@#Available");
        return client;
    }

    private async Task SeenAs(string status)
    {
        await Watcher.Expect($"ExtensionStatusUpdatedEvent@#Berlin@#Sales@#4221@#{status}");
        var flat = await Feed.Event("extensionStatus");
        Assert.Equal(status, flat.GetProperty("status").GetString());
        Assert.Equal("Berlin", flat.GetProperty("location").GetString());
        Assert.Equal("Sales", flat.GetProperty("tenant").GetString());

        var seen = await Api.Event(IsStatus);
        Assert.Equal(status, seen.GetProperty("body").GetProperty("status").GetString());
        Assert.Equal(flat.GetProperty("extensionId").GetString(), seen.GetProperty("obj_id").GetString());
        Assert.Equal(status, await StatusByRest());
    }

    private static bool IsStatus(JsonElement data) =>
        data.GetProperty("class").GetString() == "status" && data.GetProperty("type").GetString() == "status";
}

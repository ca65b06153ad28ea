using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>Clients of one gateway at all doors, each of which sets and watches.</summary>
internal sealed class ModelDoors : IAsyncDisposable
{
    /// <summary>Connections of the Status interface.</summary>
    internal const int LineConnections = 2;

    internal const string AdminPassword = "correct horse battery";

    /// <summary>A read: like every read it waits while a change is being shown.</summary>
    private const string Barrier = "get_extension_status@#@#@#";
    private const string BarrierReply = "Error: Location '' not found.";
    private static readonly string[] Kinds = ["location", "tenant", "status", "extension"];

    /// <summary>Types of the feed that tell of the directory and of extensions.</summary>
    internal static readonly string[] FeedTypes =
    [
        .. Kinds.SelectMany(kind => new[] { $"{kind}Added", $"{kind}Removed", $"{kind}Renamed" }),
        "extensionStatus", "extensionNote", "extensionReturnTime", "userStatus", "gap",
    ];

    private readonly LineClient[] _lines;
    private readonly FeedClient _feed;
    private readonly ExternalApiClient _api;
    private readonly RestClient _rest;
    private readonly RestCache _cache;
    private readonly Ports _ports;
    private int _barriers;

    private ModelDoors(Ports ports, LineClient[] lines, FeedClient feed, ExternalApiClient api)
    {
        (_ports, _lines, _feed, _api) = (ports, lines, feed, api);
        _rest = new RestClient(new Uri($"http://127.0.0.1:{ports.Http}"));
        _cache = new RestCache(_rest);
    }

    internal string CoreServerId { get; private set; } = "";

    /// <summary>Whether others change the directory meanwhile, whose events may come before a reply.</summary>
    internal bool IsShared { get; init; }

    /// <param name="ports">Of the gateway.</param>
    /// <param name="isShared">As of <see cref="IsShared"/>.</param>
    internal static async Task<ModelDoors> Connect(Ports ports, bool isShared = false)
    {
        var feed = await FeedClient.Connect(new Uri($"ws://127.0.0.1:{ports.Http}/"));
        await feed.Filter([.. FeedTypes.Select(type => ("type", type))]);
        var api = await ExternalApiClient.Connect(new Uri($"ws://127.0.0.1:{ports.ExternalApi}/"));
        Assert.Equal("ok", (await api.Login("admin", AdminPassword)).Text("result"));
        Assert.Equal("ok", (await api.Request("core", "event", "subscribe", new { @class = "status" })).Text("result"));
        var lines = new[] { await LineClient.Connect(ports.Status), await LineClient.Connect(ports.Status) };
        var doors = new ModelDoors(ports, lines, feed, api) { IsShared = isShared };
        doors.CoreServerId = (await doors._rest.Get("live/coreServers"))[0].Text("id")!;

        // Answers show that the gateway has taken the connections: only then does it tell events.
        await doors.Events();
        return doors;
    }

    /// <summary>The reply; it comes before the event, so it is what comes next.</summary>
    internal async Task<DoorAnswer> Line(int connection, string line)
    {
        await _lines[connection].Send(line);
        var reply = await _lines[connection].ReadLine();
        while (IsShared && reply is not null && IsEvent(reply))
        {
            reply = await _lines[connection].ReadLine();
        }

        if (reply?.EndsWith(" Report Started", StringComparison.Ordinal) ?? false)
        {
            var end = reply.Replace("Started", "Finished", StringComparison.Ordinal);
            for (var next = ""; next != end; reply += '\n' + next)
            {
                next = await _lines[connection].ReadLine();
            }
        }

        return DoorAnswer.Of(reply ?? "the end");
    }

    internal async Task<DoorAnswer> Rest(HttpMethod method, string path, string? body = null, params (string, string)[] headers)
    {
        if (method == HttpMethod.Get)
        {
            return await _cache.Get(path);
        }

        using var response = await _rest.Send(method, path, body, headers);
        return await RestAnswers.Read(response);
    }

    /// <summary>Puts back what an export with secrets gave.</summary>
    internal async Task<DoorAnswer> Restore(string path)
    {
        using var exported = await _rest.Send(HttpMethod.Get, path + "?secrets=true");
        return await Rest(HttpMethod.Put, path, await exported.Content.ReadAsStringAsync());
    }

    internal async Task<DoorAnswer> Api(string command, JsonObject data)
    {
        var answer = await _api.Request("status", "extension", command, data);
        var content = answer.Member("data");
        var given = content is { } member ? ModelJson.Canonical(member) : "ok";
        return DoorAnswer.Of(answer.Text("result") == "ok" ? given : $"{content?.Number("code")} {content?.Text("error")}");
    }

    /// <summary>What a login with these credentials is answered.</summary>
    internal async Task<string?> LogIn(string user, string password)
    {
        await using var client = await ExternalApiClient.Connect(new Uri($"ws://127.0.0.1:{_ports.ExternalApi}/"));
        return (await client.Login(user, password)).Text("result");
    }

    /// <summary>
    /// All events that have come by now: behind them comes the answer to a cheap command. Who was answered is shown the change at all doors
    /// (docs/protocols/status-interface.md, 4), so nothing may come later. Setters are answered before the event at their own door, and
    /// other doors are told in the same moment: a read at the Status interface ends after it.
    /// </summary>
    internal async Task<SeenEvents> Events()
    {
        var lines = await Task.WhenAll(_lines.Select(LinesBefore));
        var feed = FeedEvents();
        var api = ApiEvents();
        return new SeenEvents(lines, await feed, await api);
    }

    public async ValueTask DisposeAsync()
    {
        Array.ForEach(_lines, line => line.Dispose());
        _rest.Dispose();
        await _feed.DisposeAsync();
        await _api.DisposeAsync();
    }

    /// <summary>Replies have no such word before their first separator.</summary>
    private static bool IsEvent(string line) => line.Split("@#") is [var word, _, ..] && word.EndsWith("Event", StringComparison.Ordinal);

    private static async Task<List<string>> LinesBefore(LineClient client)
    {
        await client.Send(Barrier);
        List<string> lines = [];
        while (await client.ReadLine() is { } line && line != BarrierReply)
        {
            lines.Add(line);
        }

        return lines;
    }

    private async Task<List<string>> FeedEvents()
    {
        var id = (++_barriers).ToString(CultureInfo.InvariantCulture);
        await _feed.Socket.Send($$"""{"type":"none","correlationId":"{{id}}"}""");
        await _feed.Socket.Expect(message => message.Text("correlationId") == id, "the feed's reply");
        return [.. (await Drain(_feed.Inbox)).Select(Flat)];
    }

    private async Task<List<string>> ApiEvents()
    {
        await _api.Request("core", "event", "unsubscribe", new { @class = "none" });
        return [.. (await Drain(_api.Events)).Select(ModelJson.Canonical)];
    }

    private static async Task<List<JsonElement>> Drain(Inbox inbox)
    {
        List<JsonElement> taken = [];
        for (var left = inbox.Pending.Count; left > 0; left--)
        {
            taken.Add(await inbox.Take(_ => true, "what is there"));
        }

        return taken;
    }

    /// <summary>Without the base properties, which are looked at here.</summary>
    private string Flat(JsonElement message)
    {
        var flat = JsonNode.Parse(message.GetRawText())!.AsObject();
        Assert.Equal(CoreServerId, message.Text("coreServerId"));
        Assert.NotNull(message.Number("time"));
        Assert.NotNull(message.Text("eventId"));
        flat.Remove("coreServerId");
        flat.Remove("time");
        flat.Remove("eventId");
        return ModelJson.Canonical(flat);
    }
}

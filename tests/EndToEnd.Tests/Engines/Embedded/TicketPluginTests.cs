using System.Text.Json;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>The sample plugin as its user runs it: a program of its own with the gateway in it.</summary>
public sealed class TicketPluginTests : IAsyncLifetime
{
    private GatewayProcess _gateway = null!;
    private ExternalApiClient _client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _gateway = await GatewayProcess.StartOther("EventPlatform.TicketPlugin.dll", Ports.Free(), Cancel, "--Auth:Open=true");
        _client = await Connect();
        await _client.Login("anna", null);
        await _client.Acks.Take(_ => true, "the login's ack");
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task Open_Ticket_IsListedWithItsDefaults()
    {
        var opened = await Ask("open", new { title = "printer", priority = "2" });
        Assert.Equal("""{"number":1,"title":"printer","priority":2,"opened_by":"anna"}""", opened.GetProperty("data").GetRawText());
        await Ask("open", new { title = "desk" });
        var list = await Ask("list");
        Assert.Equal([2, 3], list.GetProperty("data").EnumerateArray().Select(ticket => ticket.GetProperty("priority").GetInt32()));
    }

    [Theory]
    [InlineData("open", """{}""", 100045, "Missing field: title")]
    [InlineData("open", """{"title":"x","priority":6}""", 100044, "Syntax error: priority")]
    [InlineData("open", """{"title":[]}""", 100044, "Syntax error: title")]
    [InlineData("close", """{}""", 100042, "Unknown command 'close'")]
    public async Task Request_Wrong_IsRefusedBeforeTheHandler(string cmd, string data, int code, string text)
    {
        AssertError(code, text, await Ask(cmd, JsonDocument.Parse(data).RootElement));
    }

    [Fact]
    public async Task Await_TicketNotOpenedYet_IsAcknowledgedAndAnsweredLater()
    {
        var tid = await _client.Send("ticket", "core", "await", new { number = 1 });
        var ack = await _client.Acks.Take(_ => true, "the ack");
        Assert.Equal(tid, ack.GetProperty("ack").GetInt64());
        await Ask("open", new { title = "late" });
        var awaited = await _client.Response(tid);
        Assert.Equal("late", awaited.GetProperty("data").GetProperty("title").GetString());
    }

    [Fact]
    public async Task Login_OfADisplay_IsLetInByItsTokenUnderTheRules()
    {
        await using var display = await Connect();
        var reply = await display.Request("core", "user", "login", new { token = "display-of-the-lobby", session_id = "d" });
        Assert.Equal("ok", reply.Text("result"));
        AssertError(100030, "Unauthorized", await display.Request("ticket", "core", "list"));
        Assert.Equal(("ok", "lobby"), await StoppedBy(_client, "d"));
        await using var unknown = await Connect();
        AssertError(100030, "Unauthorized", await unknown.Request("core", "user", "login", new { token = "display-of-the-attic" }));
    }

    [Theory]
    [InlineData("ben@berlin")]
    [InlineData("ben")]
    public async Task Login_WithOrWithoutASite_IsTheUserAndUserGetTellsSiteAndTickets(string user)
    {
        await using var ben = await Connect();
        await ben.Login(user, null, "b");
        await ben.Request("ticket", "core", "open", new { title = "desk" });
        var told = (await _client.Request("core", "user", "get", new { user = "ben" })).GetProperty("data").GetProperty("b");
        Assert.Equal(user.Contains('@', StringComparison.Ordinal) ? "berlin" : null, told.Text("site"));
        Assert.Equal((1, "api_server"), (told.Number("tickets"), told.Text("type")));
    }

    [Fact]
    public async Task Login_OfAnUnknownSite_IsRefusedWithTheHooksError()
    {
        await using var ben = await Connect();
        AssertError(300002, "Unknown site", await ben.Login("ben@mars", null));
        Assert.Equal("ok", (await ben.Login("ben@hamburg", null)).Text("result"));
    }

    [Fact]
    public async Task Open_UrgentTicketByHttp_IsRefusedThereOnly()
    {
        const string Urgent = """{"class":"ticket","cmd":"open","data":{"title":"fire","priority":1}}""";
        Assert.Equal((200, """{"result":"error","data":{"code":100030,"error":"Unauthorized"}}"""), await Rpc("anna@berlin", Urgent));
        Assert.Equal(
            (200, """{"result":"ok","data":{"number":1,"title":"fire","priority":2,"opened_by":"anna"}}"""),
            await Rpc("anna@berlin", Urgent.Replace("1}", "2}", StringComparison.Ordinal)));
        Assert.Equal("ok", (await Ask("open", new { title = "fire", priority = 1 })).Text("result"));
        Assert.Equal(401, (await Rpc("anna@mars", Urgent)).Status);
    }

    [Fact]
    public async Task Subscribe_ToAllTickets_IsRefusedAndToOneIsNot()
    {
        AssertError(100030, "Unauthorized", await Subscribe(_client, new { @class = "ticket" }));
        Assert.Equal("ok", (await Subscribe(_client, new { @class = "ticket", obj_id = "7" })).Text("result"));
        Assert.Equal("ok", (await Subscribe(_client, new { @class = "call" })).Text("result"));
    }

    [Fact]
    public async Task Event_OfATicket_ShowsWhatIsPrivateToWhoOpenedItOnly()
    {
        await using var ben = await Connect();
        await ben.Login("ben", null);
        await Subscribe(_client, new { @class = "ticket", obj_id = "7" });
        await Subscribe(ben, new { @class = "ticket", obj_id = "7" });
        foreach (var type in new[] { "draft", "done" })
        {
            var body = new { opened_by = "anna", phone = "4711", text = "x" };
            await _client.Request("core", "event", "send", new { @class = "ticket", type, obj_id = "7", body });
        }

        await AssertNext(_client, "draft", """{"opened_by":"anna","phone":"4711","text":"x"}""");
        await AssertNext(_client, "done", """{"opened_by":"anna","phone":"4711","text":"x"}""");
        await AssertNext(ben, "done", """{"opened_by":"anna","text":"x"}""");
    }

    [Fact]
    public async Task Online_Sessions_AreThoseThatHaveNotEnded()
    {
        await using var ben = await Connect();
        await ben.Login("ben", null, "b");
        Assert.Equal("""["anna","ben"]""", (await Ask("online")).GetProperty("data").GetRawText());
        Assert.Equal(("ok", "ben"), await StoppedBy(_client, "b"));
        Assert.Equal("""["anna"]""", (await Ask("online")).GetProperty("data").GetRawText());
    }

    private static async Task<(string? Result, string? User)> StoppedBy(ExternalApiClient client, string sessionId)
    {
        var reply = await client.Request("core", "session", "stop", new { session_id = sessionId });
        return (reply.Text("result"), reply.GetProperty("data").Text("user"));
    }

    private static Task<JsonElement> Subscribe(ExternalApiClient client, object to) => client.Request("core", "event", "subscribe", to);

    private static async Task AssertNext(ExternalApiClient client, string type, string body)
    {
        var next = await client.Event(_ => true);
        Assert.Equal((type, body), (next.Text("type"), next.GetProperty("body").GetRawText()));
    }

    private static void AssertError(int code, string text, JsonElement reply)
    {
        var error = reply.GetProperty("data");
        Assert.Equal((code, text), (error.GetProperty("code").GetInt32(), error.GetProperty("error").GetString()));
    }

    private Task<ExternalApiClient> Connect() =>
        ExternalApiClient.Connect(new Uri($"ws://127.0.0.1:{_gateway.Ports.ExternalApi}/"));

    private async Task<(int Status, string Body)> Rpc(string user, string request)
    {
        using var http = new RestClient(new Uri($"http://127.0.0.1:{_gateway.Ports.ExternalApi}"), user, "any");
        using var response = await http.Send(HttpMethod.Post, "/rpc", request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }

    private Task<JsonElement> Ask(string cmd, object? data = null) => _client.Request("ticket", "core", cmd, data);
}

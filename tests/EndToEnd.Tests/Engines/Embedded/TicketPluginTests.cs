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
        _client = await ExternalApiClient.Connect(new Uri($"ws://127.0.0.1:{_gateway.Ports.ExternalApi}/"));
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
        var error = (await Ask(cmd, JsonDocument.Parse(data).RootElement)).GetProperty("data");
        Assert.Equal((code, text), (error.GetProperty("code").GetInt32(), error.GetProperty("error").GetString()));
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

    private Task<JsonElement> Ask(string cmd, object? data = null) => _client.Request("ticket", "core", cmd, data);
}

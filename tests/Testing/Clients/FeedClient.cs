using System.Text.Json;

namespace EventPlatform.Testing.Clients;

/// <summary>A client of the event feed (docs/protocols/event-feed.md).</summary>
public sealed class FeedClient : IAsyncDisposable
{
    private readonly WebSocketClient _socket;
    private int _lastCorrelation;

    private FeedClient(WebSocketClient socket) => _socket = socket;

    /// <summary>The connection below.</summary>
    public WebSocketClient Socket => _socket;

    /// <summary>Events and replies that were not taken yet.</summary>
    public Inbox Inbox => _socket.Inbox;

    /// <param name="server">Such as <c>ws://127.0.0.1:58080</c>.</param>
    /// <param name="query">With its question mark, or nothing.</param>
    /// <param name="user">Of the realm.</param>
    /// <param name="password">Of the realm.</param>
    public static async Task<FeedClient> Connect(
        Uri server,
        string query = "",
        string user = "manager",
        string password = "manag3rpa55word")
    {
        var address = new Uri(server, "/communication_manager/ws/event" + query);
        return new FeedClient(await WebSocketClient.Connect(address, WebSocketClient.Basic(user, password)));
    }

    /// <summary>Replaces the filters and waits for the success message.</summary>
    public async Task Filter(params (string Property, string Value)[] filters)
    {
        var id = $"filter-{++_lastCorrelation}";
        await _socket.Send(JsonSerializer.Serialize(new
        {
            type = "filter",
            correlationId = id,
            filters = filters.Select(filter => new { property = filter.Property, value = filter.Value }),
        }));
        var reply = await _socket.Expect(message => message.Text("correlationId") == id, "the reply to a filter");
        if (reply.Text("type") != "success")
        {
            throw new InvalidDataException($"The filter was refused: {reply}");
        }
    }

    /// <summary>Takes the next event of a type.</summary>
    public Task<JsonElement> Event(string type, TimeSpan? limit = null) => Event(type, _ => true, limit);

    /// <summary>Takes the next event of a type that matches.</summary>
    public Task<JsonElement> Event(string type, Func<JsonElement, bool> predicate, TimeSpan? limit = null) =>
        _socket.Expect(message => message.Text("type") == type && predicate(message), $"the event {type}", limit);

    public ValueTask DisposeAsync() => _socket.DisposeAsync();
}

using System.Text.Json;

namespace EventPlatform.Testing.Clients;

/// <summary>A client of the External API over WebSocket (docs/protocols/external-api.md).</summary>
public sealed class ExternalApiClient : IAsyncDisposable
{
    private readonly ApiInboxes _inboxes;
    private readonly bool _answersEvents;
    private long _lastTid;

    private ExternalApiClient(bool answersEvents)
    {
        _answersEvents = answersEvents;
        _inboxes = new ApiInboxes(AnswerEvent);
    }

    /// <summary>The connection below; its inbox stays empty.</summary>
    public WebSocketClient Socket { get; private set; } = null!;

    /// <summary>The <c>data</c> of events that were not taken yet.</summary>
    public Inbox Events => _inboxes.Events;

    /// <summary>Other requests of the server, such as relayed commands; answer them with <see cref="Answer"/>.</summary>
    public Inbox Requests => _inboxes.Requests;

    /// <summary>Acks that were not taken yet.</summary>
    public Inbox Acks => _inboxes.Acks;

    /// <summary>As the last login's response gave it.</summary>
    public string SessionId { get; private set; } = "";

    /// <param name="address">Such as <c>ws://127.0.0.1:9010/</c>.</param>
    /// <param name="answersEvents">Whether events are answered with ok at once.</param>
    public static async Task<ExternalApiClient> Connect(Uri address, bool answersEvents = true)
    {
        var client = new ExternalApiClient(answersEvents);
        client.Socket = await WebSocketClient.Connect(address, configure: null, client._inboxes);
        return client;
    }

    /// <summary>Logs in and remembers the session's id.</summary>
    /// <returns>The response, whatever it says.</returns>
    public async Task<JsonElement> Login(string user, string? password, string? sessionId = null, object? meta = null)
    {
        var data = new Dictionary<string, object?> { ["user"] = user };
        Add(data, "password", password);
        Add(data, "session_id", sessionId);
        Add(data, "meta", meta);
        var response = await Request("core", "user", "login", data);
        SessionId = response.Member("data")?.Text("session_id") ?? "";
        return response;
    }

    /// <summary>Sends a request and waits for its response; acks go to <see cref="Acks"/>.</summary>
    public async Task<JsonElement> Request(string @class, string subclass, string command, object? data = null, TimeSpan? limit = null)
    {
        var tid = await Send(@class, subclass, command, data);
        return await Response(tid, limit);
    }

    /// <summary>Sends a request.</summary>
    /// <returns>Its tid.</returns>
    public async Task<long> Send(string @class, string subclass, string command, object? data = null)
    {
        var tid = Interlocked.Increment(ref _lastTid);
        var request = new Dictionary<string, object?> { ["class"] = @class, ["subclass"] = subclass, ["cmd"] = command, ["tid"] = tid };
        Add(request, "data", data);
        await Socket.Send(JsonSerializer.Serialize(request));
        return tid;
    }

    /// <summary>Waits for the response to a request.</summary>
    public Task<JsonElement> Response(long tid, TimeSpan? limit = null) =>
        _inboxes.Answers.Take(message => message.Number("tid") == tid, $"the response to {tid}", limit);

    /// <summary>Waits for an error without tid, which is followed by the close.</summary>
    public Task<JsonElement> ProtocolError(TimeSpan? limit = null) =>
        _inboxes.Answers.Take(message => message.Member("tid") is null, "a protocol error", limit);

    /// <summary>Takes the next event that matches.</summary>
    public Task<JsonElement> Event(Func<JsonElement, bool> predicate, string what = "the event", TimeSpan? limit = null) =>
        Events.Take(predicate, what, limit);

    /// <summary>Answers a request of the server.</summary>
    public Task Answer(JsonElement request, object? data = null, string result = "ok")
    {
        var response = new Dictionary<string, object?> { ["result"] = result, ["tid"] = request.Member("tid") };
        Add(response, "data", data);
        return Socket.Send(JsonSerializer.Serialize(response));
    }

    public ValueTask DisposeAsync() => Socket.DisposeAsync();

    /// <summary>Events come after a login, so the socket is there. A connection that is gone needs no answer.</summary>
    private void AnswerEvent(JsonElement message)
    {
        if (_answersEvents)
        {
            _ = Answer(message).ContinueWith(
                static answer => answer.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }

    private static void Add(Dictionary<string, object?> members, string name, object? value)
    {
        if (value is not null)
        {
            members.Add(name, value);
        }
    }
}

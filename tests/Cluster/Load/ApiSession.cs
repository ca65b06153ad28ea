using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using EventPlatform.Testing.Clients;

namespace EventPlatform.ClusterRounds.Load;

/// <summary>A session of the External API. What comes is handed on as it comes, on the thread that reads.</summary>
internal sealed class ApiSession : IMessageSink, IAsyncDisposable
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonElement>> _requests = new();
    private WebSocketClient _socket = null!;
    private long _lastRequest;

    private ApiSession(string id) => Id = id;

    public string Id { get; }

    /// <summary>Told the <c>data</c> of each event.</summary>
    public Action<JsonElement> OnEvent { get; set; } = _ => { };

    /// <summary>Told each answer to a tid above 0; requests of <see cref="Request"/> have those below.</summary>
    public Action<long, JsonElement> OnAnswer { get; set; } = (_, _) => { };

    /// <summary>Ends when the connection has.</summary>
    public Task Ended => _ended.Task;

    public int CloseStatus => _socket.CloseStatus;

    public static async Task<ApiSession> Connect(Uri address, string id)
    {
        var session = new ApiSession(id);
        session._socket = await WebSocketClient.Connect(address, configure: null, session);
        return session;
    }

    /// <summary>The code of an error; 0: ok.</summary>
    public static long CodeOf(JsonElement answer) => answer.Text("result") == "ok" ? 0 : answer.Member("data")?.Number("code") ?? -1;

    /// <returns>As <see cref="CodeOf"/>.</returns>
    public async Task<long> Login(string user, string password) =>
        CodeOf(await Request("user", "login", new { user, password, session_id = Id }));

    /// <summary>A request of class <c>core</c> unless told otherwise.</summary>
    /// <exception cref="IOException">The connection ended first.</exception>
    /// <exception cref="TimeoutException">There was no answer in 30 s.</exception>
    public async Task<JsonElement> Request(string subclass, string cmd, object? data = null, string @class = "core")
    {
        var tid = Interlocked.Decrement(ref _lastRequest);
        var answer = _requests.GetOrAdd(tid, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        await Send(JsonSerializer.Serialize(new { @class, subclass, cmd, data = data ?? new { }, tid }));
        if (Ended.IsCompleted)
        {
            answer.TrySetException(Lost());
        }

        return await answer.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public Task Send(string text) => _socket.Send(text);

    public ValueTask DisposeAsync() => _socket.DisposeAsync();

    void IMessageSink.Add(JsonElement message)
    {
        if (message.Member("ack") is not null)
        {
            return;
        }

        if (message.Member("result") is null)
        {
            OnEvent(message.Member("data") ?? default);
        }
        else if (message.Number("tid") is not { } tid || tid > 0)
        {
            OnAnswer(message.Number("tid") ?? 0, message);
        }
        else if (_requests.TryRemove(tid, out var request))
        {
            request.TrySetResult(message);
        }
    }

    void IMessageSink.End(Exception reason)
    {
        _ended.TrySetResult();
        foreach (var request in _requests.Values)
        {
            request.TrySetException(Lost());
        }
    }

    private IOException Lost() => new(string.Create(CultureInfo.InvariantCulture, $"Session {Id} has ended."));
}

using System.Text.Json;
using EventPlatform.Testing.Clients;
using EventPlatform.Testing.Processes;

namespace EventPlatform.ClusterRounds.Load;

/// <summary>Follows a gateway's event feed, and notes which sessions it tells as logged out, and when.</summary>
internal sealed class LogoutWatcher(GatewayNode gateway) : IMessageSink
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _loggedOut = new(StringComparer.Ordinal);
    private readonly List<string> _twice = [];
    private TaskCompletionSource _ended = new();

    public GatewayNode Gateway => gateway;

    public bool IsReady { get; private set; }

    /// <summary>When it was told a gap last; 0: never.</summary>
    public long LastGap { get; private set; }

    /// <summary>Sessions that were told twice since this was asked last.</summary>
    public IReadOnlyList<string> TakeTwice()
    {
        lock (_lock)
        {
            string[] taken = [.. _twice];
            _twice.Clear();
            return taken;
        }
    }

    /// <summary>When the session was told as logged out; null: it was not.</summary>
    public long? LoggedOutAt(string session)
    {
        lock (_lock)
        {
            return _loggedOut.TryGetValue(session, out var at) ? at : null;
        }
    }

    /// <summary>Until cancelled.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        var address = new Uri(gateway.Feed, "/communication_manager/ws/event?filter=type:userLogout");
        while (!cancellationToken.IsCancellationRequested)
        {
            _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
            try
            {
                await using var socket = await WebSocketClient.Connect(address, WebSocketClient.Basic("manager", "manag3rpa55word"), this);
                IsReady = true;
                await _ended.Task.WaitAsync(cancellationToken);
            }
            catch (Exception exception) when (ApiClient.IsLost(exception) && !cancellationToken.IsCancellationRequested)
            {
                // Its gateway is away.
                await Clock.Pass(RetryAfter, cancellationToken);
            }
            finally
            {
                IsReady = false;
            }
        }
    }

    void IMessageSink.Add(JsonElement message)
    {
        if (message.Text("type") == "gap")
        {
            LastGap = Clock.Now;
        }
        else if (message.Text("type") == "userLogout" && message.Text("userLoginId") is { } session)
        {
            lock (_lock)
            {
                if (!_loggedOut.TryAdd(session, Clock.Now))
                {
                    _twice.Add(session);
                }
            }
        }
    }

    void IMessageSink.End(Exception reason) => _ended.TrySetResult();
}

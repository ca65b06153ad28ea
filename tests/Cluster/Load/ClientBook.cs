using EventPlatform.Testing.Processes;

namespace EventPlatform.ClusterRounds.Load;

/// <summary>Which clients are connected, and which were closed in this round.</summary>
internal sealed class ClientBook
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, GatewayNode> _connected = new(StringComparer.Ordinal);
    private readonly List<Closing> _closed = [];

    /// <summary>Ids of the sessions that are connected.</summary>
    public IReadOnlySet<string> Connected
    {
        get
        {
            lock (_lock)
            {
                return _connected.Keys.ToHashSet(StringComparer.Ordinal);
            }
        }
    }

    /// <summary>Sessions that ended since the round began.</summary>
    public IReadOnlyList<Closing> Closed
    {
        get
        {
            lock (_lock)
            {
                return [.. _closed];
            }
        }
    }

    public IReadOnlyList<string> At(GatewayNode gateway)
    {
        lock (_lock)
        {
            return [.. _connected.Where(pair => pair.Value == gateway).Select(pair => pair.Key)];
        }
    }

    public void Opened(string session, GatewayNode gateway)
    {
        lock (_lock)
        {
            _connected[session] = gateway;
        }
    }

    public void Ended(string session, GatewayNode gateway, int closeStatus)
    {
        lock (_lock)
        {
            if (_connected.Remove(session))
            {
                _closed.Add(new Closing(session, gateway, closeStatus, Clock.Utc));
            }
        }
    }

    public void BeginRound()
    {
        lock (_lock)
        {
            _closed.Clear();
        }
    }
}

using EventPlatform.Gateway.Management;

namespace EventPlatform.Gateway.Transport;

/// <summary>All message connections of the process, for its drain. What is open when it is disposed of is reset.</summary>
internal sealed class OpenConnections : IDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<MessageConnection> _open = [];

    /// <summary>Those whose end is waited for: made when they are listed, as most come and go without.</summary>
    private readonly Dictionary<MessageConnection, TaskCompletionSource> _awaited = [];

    private bool _isDraining;

    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _open.Count;
            }
        }
    }

    public void Dispose()
    {
        foreach (var (connection, _) in List())
        {
            connection.Abort();
        }
    }

    /// <summary>Those that are open now, each with a task that ends when it is gone.</summary>
    internal IReadOnlyList<(MessageConnection Connection, Task Gone)> List()
    {
        lock (_lock)
        {
            return [.. _open.Select(connection => (connection, Gone(connection)))];
        }
    }

    /// <summary>Bytes that the sockets have not taken, by front end; those without connections are 0.</summary>
    internal IReadOnlyCollection<(string Door, long Bytes)> UnsentBytes()
    {
        var bytes = new Dictionary<string, long> { [Doors.ExternalApi] = 0, [Doors.Feed] = 0, [Doors.Status] = 0 };
        lock (_lock)
        {
            foreach (var connection in _open)
            {
                bytes[connection.Door] = bytes.GetValueOrDefault(connection.Door) + connection.UnsentBytesNow;
            }
        }

        return [.. bytes.Select(door => (door.Key, door.Value))];
    }

    internal void Add(MessageConnection connection)
    {
        bool isLate;
        lock (_lock)
        {
            _open.Add(connection);
            isLate = _isDraining;
        }

        if (isLate)
        {
            connection.Close(CloseCode.Shutdown);
        }
    }

    /// <summary>From now on whoever comes, late from its admission, is closed at once.</summary>
    internal void BeginDrain()
    {
        lock (_lock)
        {
            _isDraining = true;
        }
    }

    internal void Remove(MessageConnection connection)
    {
        TaskCompletionSource? gone;
        lock (_lock)
        {
            _open.Remove(connection);
            _awaited.Remove(connection, out gone);
        }

        gone?.SetResult();
    }

    /// <summary>Under the lock.</summary>
    private Task Gone(MessageConnection connection)
    {
        if (!_awaited.TryGetValue(connection, out var gone))
        {
            gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add(connection, gone);
        }

        return gone.Task;
    }
}

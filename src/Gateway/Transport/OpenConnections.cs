using System.Collections.Concurrent;

namespace EventPlatform.Gateway.Transport;

/// <summary>All message connections of the process, for its drain.</summary>
internal sealed class OpenConnections
{
    private readonly ConcurrentDictionary<MessageConnection, TaskCompletionSource> _open = new();

    private volatile bool _isDraining;

    internal int Count => _open.Count;

    /// <summary>Those that are open now, each with a task that ends when it is gone.</summary>
    internal IReadOnlyList<(MessageConnection Connection, Task Gone)> List() =>
        [.. _open.Select(pair => (pair.Key, (Task)pair.Value.Task))];

    internal void Add(MessageConnection connection)
    {
        _open.TryAdd(connection, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (_isDraining)
        {
            connection.Close(CloseCode.Shutdown);
        }
    }

    /// <summary>From now on whoever comes, late from its admission, is closed at once.</summary>
    internal void BeginDrain() => _isDraining = true;

    internal void Remove(MessageConnection connection)
    {
        if (_open.TryRemove(connection, out var gone))
        {
            gone.SetResult();
        }
    }
}

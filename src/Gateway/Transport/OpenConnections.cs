using System.Collections.Concurrent;

namespace EventPlatform.Gateway.Transport;

/// <summary>All message connections of the process, for its drain.</summary>
internal sealed class OpenConnections
{
    private readonly ConcurrentDictionary<MessageConnection, TaskCompletionSource> _open = new();

    internal int Count => _open.Count;

    /// <summary>Those that are open now, each with a task that ends when it is gone.</summary>
    internal IReadOnlyList<(MessageConnection Connection, Task Gone)> List() =>
        [.. _open.Select(pair => (pair.Key, (Task)pair.Value.Task))];

    internal void Add(MessageConnection connection) =>
        _open.TryAdd(connection, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    internal void Remove(MessageConnection connection)
    {
        if (_open.TryRemove(connection, out var gone))
        {
            gone.SetResult();
        }
    }
}

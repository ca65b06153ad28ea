namespace EventPlatform.EndToEnd.Tests.Resuming;

/// <summary>A count that others wait for.</summary>
internal sealed class Progress
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
    private long _count;

    internal long Count => Volatile.Read(ref _count);

    internal void Advance()
    {
        lock (_lock)
        {
            _count++;
            while (_waiting.TryPeek(out var waiting, out var count) && count <= _count)
            {
                _waiting.Dequeue();
                waiting.SetResult();
            }
        }
    }

    /// <summary>Ends when the count is reached.</summary>
    internal Task Reach(long count)
    {
        lock (_lock)
        {
            if (count <= _count)
            {
                return Task.CompletedTask;
            }

            var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(waiting, count);
            return waiting.Task;
        }
    }
}

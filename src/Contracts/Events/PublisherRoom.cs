namespace EventPlatform.Contracts.Events;

/// <summary>Bytes of a publisher that wait, are in flight, or are accepted but not confirmed. Thread-safe.</summary>
internal sealed class PublisherRoom(long bytesMax)
{
    private long _bytes;
    private TaskCompletionSource? _waiter;
    private TaskCompletionSource? _tightWaiter;

    internal long Taken => Volatile.Read(ref _bytes);

    internal bool HasRoom => Volatile.Read(ref _bytes) < bytesMax;

    /// <summary>Half of the room is taken: time to confirm, before anybody has to wait.</summary>
    internal bool IsTight => Volatile.Read(ref _bytes) >= bytesMax / 2;

    internal void Take(int bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) >= bytesMax / 2 && Volatile.Read(ref _tightWaiter) is not null)
        {
            Interlocked.Exchange(ref _tightWaiter, null)?.TrySetResult();
        }
    }

    internal void Give(int bytes)
    {
        if (Interlocked.Add(ref _bytes, -bytes) < bytesMax)
        {
            Interlocked.Exchange(ref _waiter, null)?.TrySetResult();
        }
    }

    internal Task WaitForRoom(CancellationToken cancellationToken)
    {
        if (HasRoom)
        {
            return Task.CompletedTask;
        }

        var shared = Share(ref _waiter);

        // Room may have come between the question and the waiter.
        if (HasRoom)
        {
            shared.TrySetResult();
            Interlocked.CompareExchange(ref _waiter, null, shared);
        }

        return shared.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Ends when <see cref="IsTight"/> is true.</summary>
    internal Task WhenTight()
    {
        if (IsTight)
        {
            return Task.CompletedTask;
        }

        // As above, the other way round.
        var shared = Share(ref _tightWaiter);
        if (IsTight)
        {
            shared.TrySetResult();
            Interlocked.CompareExchange(ref _tightWaiter, null, shared);
        }

        return shared.Task;
    }

    private static TaskCompletionSource Share(ref TaskCompletionSource? waiter)
    {
        var own = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return Interlocked.CompareExchange(ref waiter, own, null) ?? own;
    }
}

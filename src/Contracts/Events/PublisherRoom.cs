namespace EventPlatform.Contracts.Events;

/// <summary>Bytes of a publisher that wait, are in flight, or are accepted but not confirmed. Thread-safe.</summary>
internal sealed class PublisherRoom(long bytesMax)
{
    private long _bytes;
    private TaskCompletionSource? _waiter;

    internal bool HasRoom => Volatile.Read(ref _bytes) < bytesMax;

    internal void Take(int bytes) => Interlocked.Add(ref _bytes, bytes);

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

        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var shared = Interlocked.CompareExchange(ref _waiter, waiter, null) ?? waiter;

        // Room may have come between the question and the waiter.
        if (HasRoom)
        {
            shared.TrySetResult();
            Interlocked.CompareExchange(ref _waiter, null, shared);
        }

        return shared.Task.WaitAsync(cancellationToken);
    }
}

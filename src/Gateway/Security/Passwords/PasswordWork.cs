namespace EventPlatform.Gateway.Security.Passwords;

/// <summary>Something to be hashed. It can be carried out twice at the same time: who is first gives the result.</summary>
/// <param name="work">Pure and slow.</param>
/// <param name="cancellationToken">Nobody waits any more.</param>
internal sealed class PasswordWork(Func<bool> work, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<bool> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>0: its turn has not come.</summary>
    private long _begunAt;

    internal Task<bool> Done => _done.Task;

    /// <summary>When it began to wait, on <see cref="Environment.TickCount64"/>.</summary>
    internal long AddedAt { get; } = Environment.TickCount64;

    /// <summary>When its turn came, on the same clock; null: it has not.</summary>
    internal long? BegunAt => Volatile.Read(ref _begunAt) is not 0 and var at ? at : null;

    /// <summary>Its turn has come.</summary>
    internal void Begin() => Volatile.Write(ref _begunAt, Environment.TickCount64);

    /// <summary>Carries it out unless it is done; one for which nobody waits is left out.</summary>
    internal void Run()
    {
        if (_done.Task.IsCompleted)
        {
            return;
        }

        if (cancellationToken.IsCancellationRequested)
        {
            _done.TrySetCanceled(cancellationToken);
            return;
        }

        try
        {
            _done.TrySetResult(work());
        }
        catch (Exception exception)
        {
            // It belongs to who asked; this thread serves the others.
            _done.TrySetException(exception);
        }
    }
}

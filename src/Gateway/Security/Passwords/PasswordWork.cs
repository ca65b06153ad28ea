namespace EventPlatform.Gateway.Security.Passwords;

/// <summary>Something to be hashed. It can be carried out twice at the same time: who is first gives the result.</summary>
/// <param name="work">Pure and slow.</param>
/// <param name="cancellationToken">Nobody waits any more.</param>
internal sealed class PasswordWork(Func<bool> work, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<bool> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private long _begun;

    internal Task<bool> Done => _done.Task;

    /// <summary>Its turn has come.</summary>
    internal void Begin() => Volatile.Write(ref _begun, Environment.TickCount64);

    /// <summary>Whether it is carried out since that long and has no result yet.</summary>
    internal bool HasRunFor(TimeSpan time) =>
        !_done.Task.IsCompleted && Environment.TickCount64 - Volatile.Read(ref _begun) >= (long)time.TotalMilliseconds;

    /// <summary>Carries it out; one for which nobody waits is left out.</summary>
    internal void Run()
    {
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

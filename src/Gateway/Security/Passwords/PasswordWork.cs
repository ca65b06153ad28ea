using System.Net;

namespace EventPlatform.Gateway.Security.Passwords;

/// <summary>Something to be hashed. It can be carried out twice at the same time: who is first gives the result.</summary>
/// <param name="work">Pure and slow.</param>
/// <param name="address">Who asks; null: not bounded by itself.</param>
/// <param name="cancellationToken">Nobody waits any more.</param>
internal sealed class PasswordWork(Func<bool> work, IPAddress? address, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<bool> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal IPAddress? Address => address;

    internal Task<bool> Done => _done.Task;

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

namespace EventPlatform.Gateway.Transport;

/// <summary>Who waits for replies to be sent: the connection's reader, or what writes a report. Completions run elsewhere.</summary>
internal sealed class ReplyWaiters
{
    private readonly Lock _lock = new();
    private List<(long Below, TaskCompletionSource<bool> Source)>? _waiters;

    public Task<bool> Add(long below)
    {
        var source = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            (_waiters ??= []).Add((below, source));
        }

        return source.Task;
    }

    /// <summary>Lets those go on that wait for fewer bytes than these to be unsent.</summary>
    public void CompleteBelow(long bytes)
    {
        lock (_lock)
        {
            for (var i = (_waiters?.Count ?? 0) - 1; i >= 0; i--)
            {
                if (bytes < _waiters![i].Below)
                {
                    _waiters[i].Source.TrySetResult(true);
                    _waiters.RemoveAt(i);
                }
            }
        }
    }

    /// <summary>The connection is closing: nobody waits any more.</summary>
    public void CompleteAll()
    {
        lock (_lock)
        {
            foreach (var (_, source) in _waiters ?? [])
            {
                source.TrySetResult(false);
            }

            _waiters = null;
        }
    }
}

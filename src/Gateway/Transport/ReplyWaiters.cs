namespace EventPlatform.Gateway.Transport;

/// <summary>
/// Who waits for replies, or for all, to be sent: reader, report, end. Completions run elsewhere. Guarded by the queue's lock, which it is.
/// </summary>
internal sealed class ReplyWaiters
{
    private List<(long Below, bool IsWithEvents, TaskCompletionSource<bool> Source)>? _waiters;

    /// <param name="below">Waits for fewer bytes than this to be unsent.</param>
    /// <param name="isWithEvents">False: bytes of replies only.</param>
    public Task<bool> Add(long below, bool isWithEvents)
    {
        var source = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        (_waiters ??= []).Add((below, isWithEvents, source));
        return source.Task;
    }

    /// <summary>Lets those go on that wait for fewer bytes than these to be unsent.</summary>
    public void CompleteBelow(long replyBytes, long eventBytes)
    {
        for (var i = (_waiters?.Count ?? 0) - 1; i >= 0; i--)
        {
            var (below, isWithEvents, source) = _waiters![i];
            if (replyBytes + (isWithEvents ? eventBytes : 0) < below)
            {
                source.TrySetResult(true);
                _waiters.RemoveAt(i);
            }
        }
    }

    /// <summary>The connection is closing: nobody waits any more.</summary>
    public void CompleteAll()
    {
        foreach (var (_, _, source) in _waiters ?? [])
        {
            source.TrySetResult(false);
        }

        _waiters = null;
    }
}

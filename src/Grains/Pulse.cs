namespace EventPlatform.Grains;

/// <summary>Wakes those who wait for news. Used in turns of one grain, so nobody misses a beat between looking and waiting.</summary>
internal sealed class Pulse(TimeProvider time)
{
    private TaskCompletionSource _next = Create();

    internal void Beat()
    {
        var current = _next;
        _next = Create();
        current.TrySetResult();
    }

    /// <summary>Done at the next beat, when the time is over, or when the caller gave up: the caller looks again.</summary>
    internal async Task Wait(TimeSpan timeMax, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(_next.Task, Task.Delay(timeMax, time, end.Token));
        await end.CancelAsync();
    }

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

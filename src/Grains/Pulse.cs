namespace EventPlatform.Grains;

/// <summary>Wakes those who wait for news. Used in turns of one grain, so nobody misses a beat between looking and waiting.</summary>
internal sealed class Pulse(TimeProvider time)
{
    private TaskCompletionSource _next = Create();

    /// <summary>Those who wait may go on inside it.</summary>
    internal void Beat()
    {
        var current = _next;
        _next = Create();
        current.TrySetResult();
    }

    /// <summary>Done at the next beat, when the time is over, or when the caller gave up: the caller looks again.</summary>
    internal async Task Wait(TimeSpan timeMax, CancellationToken cancellationToken) =>
        await _next.Task.WaitAsync(timeMax, time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    // Who waits goes on in a turn of the grain, also by itself: nothing is gained by another thread between.
    private static TaskCompletionSource Create() => new();
}

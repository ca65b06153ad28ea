using Orleans.Embedded;

namespace Orleans.Runtime;

internal sealed partial class Activation
{
    private readonly Lock _timersLock = new();
    private List<GrainTimer>? _timers;

    internal IGrainTimer AddTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        if (!ReferenceEquals(Current, this))
        {
            throw new InvalidOperationException($"Timers of {GrainId} are made in its own turns; this is outside of them.");
        }

        var timer = new GrainTimer(this, callback, options);
        lock (_timersLock)
        {
            (_timers ??= []).Add(timer);
        }

        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    /// <summary>From any thread.</summary>
    internal void Forget(GrainTimer timer)
    {
        lock (_timersLock)
        {
            _timers?.Remove(timer);
        }
    }

    private void DisposeTimers()
    {
        List<GrainTimer>? timers;
        lock (_timersLock)
        {
            timers = _timers;
            _timers = null;
        }

        foreach (var timer in timers ?? [])
        {
            timer.Dispose();
        }
    }
}

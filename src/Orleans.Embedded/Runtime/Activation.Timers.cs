using Orleans.Embedded;

namespace Orleans.Runtime;

internal sealed partial class Activation
{
    /// <summary>Its own lock. Most grains have no timers: null.</summary>
    private List<GrainTimer>? _timers;

    internal IGrainTimer AddTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        if (!ReferenceEquals(Current, this))
        {
            throw new InvalidOperationException($"Timers of {GrainId} are made in its own turns; this is outside of them.");
        }

        var timer = new GrainTimer(this, callback, options);
        var timers = Volatile.Read(ref _timers) ?? (_timers = []);
        lock (timers)
        {
            timers.Add(timer);
        }

        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    /// <summary>From any thread.</summary>
    internal void Forget(GrainTimer timer)
    {
        if (Volatile.Read(ref _timers) is { } timers)
        {
            lock (timers)
            {
                timers.Remove(timer);
            }
        }
    }

    private void DisposeTimers()
    {
        if (Interlocked.Exchange(ref _timers, null) is not { } timers)
        {
            return;
        }

        GrainTimer[] disposed;
        lock (timers)
        {
            disposed = [.. timers];
        }

        Array.ForEach(disposed, timer => timer.Dispose());
    }
}

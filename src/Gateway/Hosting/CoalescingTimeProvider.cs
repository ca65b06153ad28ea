using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Hosting;

/// <summary>
/// The system's time, whose timers go off together (timer coalescing): those of 200 ms and more are on one <see cref="TimingWheel"/>, which
/// a thread of its own turns each 200 ms. For retries, looks and limits it makes no difference when exactly they come, but each
/// moment of its own wakes threads, and that is most of what an idle process costs. Nothing goes off early; shorter times are the system's.
/// </summary>
internal sealed class CoalescingTimeProvider : TimeProvider, IDisposable
{
    public CoalescingTimeProvider(ILogger<TimingWheel> logger)
    {
        Wheel = new TimingWheel(System, logger, hasThread: true);
    }

    /// <summary>The wheel of all of them, for those who have no need of an <see cref="ITimer"/>.</summary>
    internal TimingWheel Wheel { get; }

    public void Dispose() => Wheel.Dispose();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new CoalescedTimer(Wheel, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}

using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Hosting;

/// <summary>
/// A timer on a wheel, with a timer of the system's in reserve for times that are too short for it. It calls back on a thread of the pool,
/// in the context of its making, as the system's does. It is its own lock: only its owner and the wheel know it.
/// </summary>
internal sealed class CoalescedTimer(TimingWheel wheel, TimerCallback callback, object? state) : ITimer, IThreadPoolWorkItem
{
    /// <summary>As the system's timers have it.</summary>
    private static readonly TimeSpan LongestTime = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private ITimer? _exact;
    private WheelTimer? _armed;
    private TimeSpan _due;
    private TimeSpan _period;
    private bool _isDisposed;

    /// <summary>Callbacks that are queued or run.</summary>
    private int _running;
    private TaskCompletionSource? _idle;

    /// <inheritdoc/>
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        lock (this)
        {
            if (_isDisposed)
            {
                return false;
            }

            Disarm();
            _period = period;
            if (IsShort(dueTime) || (IsShort(period) && period > TimeSpan.Zero))
            {
                _exact ??= TimeProvider.System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                return _exact.Change(dueTime, period);
            }

            if (dueTime >= TimeSpan.Zero)
            {
                Arm(wheel.Elapsed + dueTime);
            }

            return true;
        }
    }

    public void Dispose()
    {
        lock (this)
        {
            _isDisposed = true;
            Disarm();
            _exact?.Dispose();
        }
    }

    /// <summary>Also waits for callbacks that run.</summary>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        Task idle;
        lock (this)
        {
            idle = _running == 0 ? Task.CompletedTask : (_idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        await idle;
        if (_exact is not null)
        {
            await _exact.DisposeAsync();
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        try
        {
            if (_context is null)
            {
                callback(state);
            }
            else
            {
                ExecutionContext.Run(_context, static timer => ((CoalescedTimer)timer!).CallBack(), this);
            }
        }
        finally
        {
            lock (this)
            {
                if (--_running == 0)
                {
                    _idle?.TrySetResult();
                }
            }
        }
    }

    private static void Check(TimeSpan time, string name)
    {
        if (time != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero, name);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(time, LongestTime, name);
        }
    }

    /// <summary>Whether a time is too short for the wheel.</summary>
    private static bool IsShort(TimeSpan time) => time >= TimeSpan.Zero && time < TimingWheel.TickLength;

    private void CallBack() => callback(state);

    private void Arm(TimeSpan due)
    {
        _due = due;
        _armed = wheel.ScheduleAt(due, static timer => ((CoalescedTimer)timer!).Fire(), this);
    }

    private void Disarm()
    {
        _armed?.Cancel();
        _armed = null;
        _exact?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void Fire()
    {
        lock (this)
        {
            // One that was taken off too late finds nothing, or the next, which is not due.
            if (_armed is null || _armed.DueTick > wheel.Tick)
            {
                return;
            }

            _armed = null;
            _running++;
            if (_period > TimeSpan.Zero)
            {
                // From when it was due, so that a period that is no multiple of a tick is right on average; what was missed is left out.
                var next = _due + _period;
                Arm(next > wheel.Elapsed ? next : wheel.Elapsed + _period);
            }
        }

        // The thread that turns the wheel takes it up next, without waking another.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}

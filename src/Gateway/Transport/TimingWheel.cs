namespace EventPlatform.Gateway.Transport;

/// <summary>
/// All timeouts of the gateway on one timer: a wheel of 4,096 slots of 200 ms; what is due later than one round stays in its slot.
/// Arming and cancelling cost the same however many there are. Nothing fires early; it fires at the first tick after it is due.
/// </summary>
internal sealed partial class TimingWheel : IDisposable, IThreadPoolWorkItem
{
    /// <summary>Length of a tick.</summary>
    public static readonly TimeSpan TickLength = TimeSpan.FromMilliseconds(200);

    private const int SlotCount = 4_096;

    private readonly Lock _lock = new();
    private readonly WheelTimer?[] _slots = new WheelTimer?[SlotCount];
    private readonly TimeProvider _time;
    private readonly ILogger<TimingWheel> _logger;
    private readonly long _start;
    private readonly IDisposable _ticking;
    private long _tick;

    /// <param name="time">The clock.</param>
    /// <param name="logger">Is told of callbacks that fail.</param>
    /// <param name="hasThread">Whether a thread of its own turns it, by the system's time; otherwise a timer of the clock.</param>
    public TimingWheel(TimeProvider time, ILogger<TimingWheel> logger, bool hasThread = false)
    {
        _time = time;
        _logger = logger;
        _start = time.GetTimestamp();
        _ticking = hasThread
            ? new TickThread(TickLength, () => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false))
            : time.CreateTimer(static state => ((TimingWheel)state!).Turn(), this, TickLength, TickLength);
    }

    /// <summary>Ticks since the start, read without cost: at most one tick behind the clock while the wheel turns in time.</summary>
    public long Tick => Volatile.Read(ref _tick);

    /// <summary>Time since the wheel's start.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>Ticks that cover a time; rounded up.</summary>
    public static long Ticks(TimeSpan time) => (time.Ticks + TickLength.Ticks - 1) / TickLength.Ticks;

    /// <summary>Calls back once, on the wheel's thread: the callback must be short and may not block.</summary>
    public WheelTimer Schedule(TimeSpan due, Action<object?> callback, object? state)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(due, TimeSpan.Zero);
        return ScheduleAt(Elapsed + due, callback, state);
    }

    /// <summary>As <see cref="Schedule"/>, at a time since the wheel's start.</summary>
    public WheelTimer ScheduleAt(TimeSpan at, Action<object?> callback, object? state)
    {
        var timer = new WheelTimer(this, callback, state) { DueTick = Ticks(at) };
        lock (_lock)
        {
            // A slot that is being turned right now has been emptied already.
            timer.DueTick = Math.Max(timer.DueTick, _tick + 1);
            ref var head = ref _slots[timer.DueTick % SlotCount];
            timer.Next = head;
            head?.Previous = timer;
            head = timer;
            timer.IsLinked = true;
        }

        return timer;
    }

    public void Dispose() => _ticking.Dispose();

    /// <summary>In the pool: what a callback wakes may take long, in a plugin too, which must not stop the clock.</summary>
    void IThreadPoolWorkItem.Execute() => Turn();

    internal void Unlink(WheelTimer timer)
    {
        lock (_lock)
        {
            if (timer.IsLinked)
            {
                Remove(timer);
            }
        }
    }

    /// <summary>Turns to the present: several ticks at once when the timer was late.</summary>
    private void Turn()
    {
        var now = Elapsed.Ticks / TickLength.Ticks;

        // Pings of a tick are sent together.
        using var writers = WriterBatch.Open();
        while (TakeDue(now) is { } due)
        {
            while (due is { } timer)
            {
                due = timer.Next;
                timer.Next = null;
                Fire(timer);
            }
        }
    }

    private void Fire(WheelTimer timer)
    {
        try
        {
            timer.Fire();
        }
        catch (Exception exception)
        {
            // One callback's bug must not stop everybody's clock.
            LogCallbackFailed(exception);
        }
    }

    /// <summary>The timers of the next tick that has some, chained by Next; null when the wheel has reached the present.</summary>
    private WheelTimer? TakeDue(long now)
    {
        lock (_lock)
        {
            WheelTimer? due = null;
            while (due is null && _tick < now)
            {
                Volatile.Write(ref _tick, _tick + 1);
                var timer = _slots[_tick % SlotCount];
                while (timer is not null)
                {
                    var next = timer.Next;
                    if (timer.DueTick <= _tick)
                    {
                        Remove(timer);
                        timer.Next = due;
                        due = timer;
                    }

                    timer = next;
                }
            }

            return due;
        }
    }

    private void Remove(WheelTimer timer)
    {
        if (timer.Previous is { } previous)
        {
            previous.Next = timer.Next;
        }
        else
        {
            _slots[timer.DueTick % SlotCount] = timer.Next;
        }

        timer.Next?.Previous = timer.Previous;
        timer.Next = null;
        timer.Previous = null;
        timer.IsLinked = false;
    }
}

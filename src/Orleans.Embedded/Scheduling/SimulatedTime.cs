namespace Orleans.Embedded;

/// <summary>A clock that jumps from timer to timer; those due at the same time fire in the order they were set.</summary>
internal sealed class SimulatedTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<(Timer Timer, int Version), (long Due, long Number)> _due = new();
    private long _now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).UtcTicks;
    private long _number;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Goes to the next timer that is due and fires it. False: there is none.</summary>
    internal bool FireNext()
    {
        Timer? next = null;
        lock (_lock)
        {
            while (next is null && _due.TryDequeue(out var entry, out var place))
            {
                if (entry.Timer.Version == entry.Version)
                {
                    next = entry.Timer;
                    Volatile.Write(ref _now, Math.Max(_now, place.Due));
                    Set(next, next.Period);
                }
            }
        }

        next?.Fire();
        return next is not null;
    }

    /// <summary>Under the lock.</summary>
    private void Set(Timer timer, TimeSpan after)
    {
        timer.Version++;
        if (after >= TimeSpan.Zero)
        {
            _due.Enqueue((timer, timer.Version), (_now + after.Ticks, _number++));
        }
    }

    private sealed class Timer(SimulatedTime time, TimerCallback callback, object? state) : ITimer
    {
        internal int Version { get; set; }

        /// <summary>Infinite: it fires once.</summary>
        internal TimeSpan Period { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                Period = period > TimeSpan.Zero ? period : Timeout.InfiniteTimeSpan;
                time.Set(this, dueTime);
                return true;
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        internal void Fire() => callback(state);
    }
}

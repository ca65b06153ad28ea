namespace EventPlatform.Testing;

/// <summary>A clock that moves only when a test says so. Timers fire in the order they are due, inside <see cref="Advance"/>.</summary>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<(ManualTimer Timer, int Version), (long Due, long Sequence)> _due = new();
    private DateTimeOffset _now = start;
    private long _sequence;
    private TaskCompletionSource _armed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ManualTimeProvider() : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Ends when the next timer is set. To be taken before what sets it begins: then the clock can be moved by exactly the delay, however
    /// late that is begun.
    /// </summary>
    public Task NextTimer()
    {
        lock (_lock)
        {
            return _armed.Task;
        }
    }

    /// <summary>Moves the clock to the end of <paramref name="by"/>, stopping at each timer that is due on the way.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var end = GetUtcNow() + by;
        while (TakeDue(end) is { } timer)
        {
            timer.Fire();
        }
    }

    private ManualTimer? TakeDue(DateTimeOffset end)
    {
        lock (_lock)
        {
            while (_due.TryPeek(out var entry, out var priority) && priority.Due <= end.UtcTicks)
            {
                _due.Dequeue();
                if (entry.Timer.Version != entry.Version)
                {
                    continue;
                }

                _now = new DateTimeOffset(Math.Max(priority.Due, _now.UtcTicks), TimeSpan.Zero);
                entry.Timer.Rearm();
                return entry.Timer;
            }

            _now = end > _now ? end : _now;
            return null;
        }
    }

    private void Schedule(ManualTimer timer, TimeSpan dueTime)
    {
        timer.Version++;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            _due.Enqueue((timer, timer.Version), (_now.UtcTicks + dueTime.Ticks, _sequence++));
            _armed.SetResult();
            _armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        internal int Version { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                _period = period;
                clock.Schedule(this, dueTime);
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

        /// <summary>Called under the clock's lock when the timer is taken: a periodic one is due again.</summary>
        internal void Rearm() => clock.Schedule(this, _period > TimeSpan.Zero ? _period : Timeout.InfiniteTimeSpan);
    }
}

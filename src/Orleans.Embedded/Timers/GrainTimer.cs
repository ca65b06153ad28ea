using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>A timer of a grain: each tick is a turn, and the next one is counted from its end.</summary>
internal sealed partial class GrainTimer : Turn, IGrainTimer
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _disposed = new();
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly GrainTimerCreationOptions _options;
    private readonly ITimer _timer;
    private TimeSpan _dueTime;
    private TimeSpan _period;
    private bool _isTicking;
    private bool _isChanged;

    internal GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
        : base(activation.Class, activation.GrainId)
    {
        _activation = activation;
        _callback = callback;
        _options = options;

        // The async locals of whoever makes the timer are none of the ticks' business.
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            _timer = activation.Engine.Clock.Provider.CreateTimer(
                static state => ((GrainTimer)state!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    internal override bool Interleaves => _options.Interleave;

    internal override bool KeepsAlive => _options.KeepAlive;

    internal override string Description => $"a timer of {TargetId}";

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        CheckTime(dueTime, nameof(dueTime));
        CheckTime(period, nameof(period));
        lock (_lock)
        {
            _dueTime = dueTime;
            _period = period;
            _isChanged = true;
            if (!_isTicking)
            {
                _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _timer.Dispose();
        }

        _disposed.Cancel();
        _activation.Forget(this);
    }

    internal override bool TryBegin(Activation activation)
    {
        _isChanged = false;
        return !_disposed.IsCancellationRequested;
    }

    internal override Task Invoke(Activation activation) => _callback(_disposed.Token);

    internal override void Finish(Task task)
    {
        if (task.Exception?.InnerException is { } exception)
        {
            LogTickFailed(_activation.Engine.Logger, exception, TargetId);
        }

        lock (_lock)
        {
            _isTicking = false;
            if (!_disposed.IsCancellationRequested)
            {
                _timer.Change(_isChanged ? _dueTime : _period, Timeout.InfiniteTimeSpan);
            }
        }
    }

    internal override void Reject(Exception reason)
    {
        // The activation is over, and its timers with it.
    }

    internal override void Reroute(Engine engine)
    {
        // A tick belongs to this activation; the next one makes its own timers.
    }

    private static void CheckTime(TimeSpan time, string name)
    {
        if (time != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero, name);
        }
    }

    private void Due()
    {
        lock (_lock)
        {
            _isTicking = true;
        }

        _activation.Scheduler.Enqueue(this);
    }

    [LoggerMessage(LogLevel.Warning, "A timer callback of grain {GrainId} failed")]
    private static partial void LogTickFailed(ILogger logger, Exception exception, GrainId grainId);
}

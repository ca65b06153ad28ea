using System.Diagnostics;

namespace EventPlatform.Gateway.Transport;

/// <summary>
/// Calls back in even time on a thread of its own. The runtime's timers look at a coarse clock: for each tick their thread wakes two or
/// three times, which is a tenth of what a process with thousands of idle sessions costs.
/// </summary>
internal sealed class TickThread : IDisposable
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly ManualResetEvent _stop = new(initialState: false);
    private readonly TimeSpan _period;
    private readonly Action _tick;
    private bool _isStopping;

    /// <param name="period">Between two ticks, in whole milliseconds; what was missed while a tick took longer is left out.</param>
    /// <param name="tick">May not fail, nor block.</param>
    public TickThread(TimeSpan period, Action tick)
    {
        _period = period;
        _tick = tick;
        new Thread(Run) { IsBackground = true, Name = "Ticks" }.Start();
    }

    /// <summary>Ends it; a tick that is under way ends by itself.</summary>
    public void Dispose()
    {
        // Once: the thread disposes of the event.
        if (!Interlocked.Exchange(ref _isStopping, true))
        {
            _stop.Set();
        }
    }

    private void Run()
    {
        while (!_stop.WaitOne(UntilNext()))
        {
            _tick();
        }

        _stop.Dispose();
    }

    /// <summary>Never zero: who waits wakes at the tick or within the millisecond after it.</summary>
    private TimeSpan UntilNext()
    {
        var elapsed = Stopwatch.GetElapsedTime(_start);
        var left = _period.Ticks - (elapsed.Ticks % _period.Ticks);
        return TimeSpan.FromMilliseconds((left + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond);
    }
}

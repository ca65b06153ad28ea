namespace EventPlatform.Gateway.Transport;

/// <summary>Something scheduled on the <see cref="TimingWheel"/>.</summary>
internal sealed class WheelTimer : IDisposable
{
    private readonly TimingWheel _wheel;
    private readonly Action<object?> _callback;
    private object? _state;
    private int _done;

    internal WheelTimer(TimingWheel wheel, Action<object?> callback, object? state)
    {
        _wheel = wheel;
        _callback = callback;
        _state = state;
    }

    /// <summary>Neighbours in the wheel's slot; guarded by the wheel's lock.</summary>
    internal WheelTimer? Next { get; set; }

    internal WheelTimer? Previous { get; set; }

    /// <summary>The tick it is due at.</summary>
    internal long DueTick { get; set; }

    internal bool IsLinked { get; set; }

    /// <summary>Takes it off the wheel.</summary>
    /// <returns>True: its callback will not run. False: it runs, ran, or was cancelled before.</returns>
    public bool Cancel()
    {
        if (Interlocked.Exchange(ref _done, 1) != 0)
        {
            return false;
        }

        // Who keeps a cancelled timer does not keep what it was for.
        _state = null;
        _wheel.Unlink(this);
        return true;
    }

    public void Dispose() => Cancel();

    /// <summary>Runs the callback unless it was cancelled.</summary>
    internal void Fire()
    {
        if (Interlocked.Exchange(ref _done, 1) == 0)
        {
            _callback(_state);
        }
    }
}

using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Sessions;

/// <summary>
/// Ends the wait for a relayed request whose target's gateway, or one of their mailboxes, was lost. The limits of the target itself are
/// counted where it is connected; this one is longer, so that it decides only when nothing else does.
/// </summary>
internal sealed class RelayGuard
{
    /// <summary>What the way there and back may take, and an ack that was not passed on because it followed another.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly TimingWheel _wheel;
    private readonly LimitsOptions _limits;
    private readonly Action _over;
    private WheelTimer? _timer;
    private bool _isStopped;

    public RelayGuard(TimingWheel wheel, LimitsOptions limits, Action over)
    {
        _wheel = wheel;
        _limits = limits;
        _over = over;
        Arm(limits.RequestTimeout);
    }

    /// <summary>The target was heard of.</summary>
    public void Acknowledged() => Arm(_limits.AckTimeout);

    public void Stop()
    {
        lock (_lock)
        {
            _isStopped = true;
            _timer?.Cancel();
        }
    }

    private void Arm(TimeSpan limit)
    {
        lock (_lock)
        {
            if (!_isStopped)
            {
                _timer?.Cancel();
                _timer = _wheel.Schedule(limit + Grace, static state => ((Action)state!)(), _over);
            }
        }
    }
}

using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.ExternalApi.Connections;

/// <summary>
/// With <c>Events:RequireAnswer</c>: who answers an event neither with a response nor an ack in time is closed (external-api.md 5).
/// One timer for all that a connection owes.
/// </summary>
internal sealed class AnswerWatch(MessageConnection connection, TimingWheel wheel, LimitsOptions limits)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, long> _dueTicks = [];
    private WheelTimer? _timer;
    private bool _isStopped;

    /// <summary>The server has sent a request.</summary>
    public void Sent(long tid) => Expect(tid, limits.RequestTimeout, isNew: true);

    /// <summary>An ack came: the answer may take longer.</summary>
    public void Acknowledged(long tid) => Expect(tid, limits.AckTimeout, isNew: false);

    /// <summary>A response came; of an unknown tid it is ignored.</summary>
    public void Answered(long tid)
    {
        lock (_lock)
        {
            _dueTicks.Remove(tid);
        }
    }

    public void Stop()
    {
        lock (_lock)
        {
            _isStopped = true;
            _timer?.Cancel();
            _dueTicks.Clear();
        }
    }

    private void Expect(long tid, TimeSpan within, bool isNew)
    {
        lock (_lock)
        {
            if (_isStopped || (!isNew && !_dueTicks.ContainsKey(tid)))
            {
                return;
            }

            _dueTicks[tid] = wheel.Tick + TimingWheel.Ticks(within) + 1;
            _timer ??= Arm(within);
        }
    }

    private WheelTimer Arm(TimeSpan within) =>
        wheel.Schedule(within + TimingWheel.TickLength, static state => ((AnswerWatch)state!).Check(), this);

    private void Check()
    {
        lock (_lock)
        {
            _timer = null;
            if (_isStopped || _dueTicks.Count == 0)
            {
                return;
            }

            var next = _dueTicks.Values.Min() - wheel.Tick;
            if (next > 0)
            {
                _timer = Arm(next * TimingWheel.TickLength);
                return;
            }
        }

        connection.Close(CloseCode.PolicyViolation);
    }
}

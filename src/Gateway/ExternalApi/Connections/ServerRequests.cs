using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.ExternalApi.Connections;

/// <summary>
/// The server's own requests on a connection by its own tids, apart from the client's (external-api.md 2): relayed ones, and with
/// <c>Events:RequireAnswer</c> events. Who is late with one is closed. One timer for all that a connection owes.
/// </summary>
internal sealed class ServerRequests(MessageConnection connection, TimingWheel wheel, LimitsOptions limits)
{
    private const int CountMax = 100_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, LinkedListNode<PendingRequest>> _byTid = [];

    // Both are in the order in which they are due: every wait of a list is equally long.
    private readonly LinkedList<PendingRequest> _unheard = new();
    private readonly LinkedList<PendingRequest> _acknowledged = new();
    private WheelTimer? _timer;
    private long _timerTick;
    private bool _isStopped;

    /// <summary>How many wait for an answer.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _byTid.Count;
            }
        }
    }

    /// <summary>A request is about to be sent: an answer or an ack must come within <c>Limits:RequestTimeout</c>.</summary>
    /// <returns>False: the client owes too many answers, which acks may put off for long; it is a slow consumer.</returns>
    public bool TryExpect(long tid, RelayedRequest? relayed)
    {
        lock (_lock)
        {
            if (_isStopped || _byTid.Count >= CountMax)
            {
                relayed?.Lose();
                return _isStopped;
            }

            var pending = new PendingRequest(tid, relayed) { DueTick = DueAfter(limits.RequestTimeout) };
            _byTid.Add(tid, _unheard.AddLast(pending));
            if (_timer is null || _timerTick > pending.DueTick)
            {
                Arm(pending.DueTick);
            }

            return true;
        }
    }

    /// <summary>An ack came: the answer must come within <c>Limits:AckTimeout</c> from now on. An unknown tid is ignored.</summary>
    public void Acknowledged(long tid)
    {
        RelayedRequest? relayed;
        lock (_lock)
        {
            if (!_byTid.TryGetValue(tid, out var node))
            {
                return;
            }

            node.List!.Remove(node);
            node.Value.DueTick = DueAfter(limits.AckTimeout);
            _acknowledged.AddLast(node);
            relayed = node.Value.Relayed;
        }

        relayed?.Acknowledge();
    }

    /// <summary>A response came.</summary>
    /// <returns>Who waits for it; null: nobody, or the tid is unknown.</returns>
    public RelayedRequest? Answered(long tid)
    {
        lock (_lock)
        {
            if (!_byTid.Remove(tid, out var node))
            {
                return null;
            }

            node.List!.Remove(node);
            return node.Value.Relayed;
        }
    }

    /// <summary>The session has ended: nothing is awaited from it any more.</summary>
    public void Stop()
    {
        List<PendingRequest> lost;
        lock (_lock)
        {
            _isStopped = true;
            _timer?.Cancel();
            lost = [.. _unheard, .. _acknowledged];
            _byTid.Clear();
            _unheard.Clear();
            _acknowledged.Clear();
        }

        lost.ForEach(pending => pending.Relayed?.Lose());
    }

    /// <summary>One tick more: nothing is late before its time.</summary>
    private long DueAfter(TimeSpan wait) => wheel.Tick + TimingWheel.Ticks(wait) + 1;

    private void Arm(long dueTick)
    {
        _timer?.Cancel();
        _timerTick = dueTick;
        var wait = Math.Max(0, dueTick - wheel.Tick) * TimingWheel.TickLength;
        _timer = wheel.Schedule(wait, static state => ((ServerRequests)state!).Check(), this);
    }

    private void Check()
    {
        List<PendingRequest> late;
        lock (_lock)
        {
            _timer = null;
            if (_isStopped)
            {
                return;
            }

            late = [.. TakeLate(_unheard), .. TakeLate(_acknowledged)];
            if (late.Count == 0 && NextDue() is { } next)
            {
                Arm(next);
            }
        }

        if (late.Count > 0)
        {
            late.ForEach(pending => pending.Relayed?.Complete(RelayReplies.TimedOut()));
            connection.Close(CloseCode.PolicyViolation);
        }
    }

    private List<PendingRequest> TakeLate(LinkedList<PendingRequest> list)
    {
        var late = new List<PendingRequest>();
        while (list.First is { } node && node.Value.DueTick <= wheel.Tick)
        {
            list.RemoveFirst();
            _byTid.Remove(node.Value.Tid);
            late.Add(node.Value);
        }

        return late;
    }

    private long? NextDue() => (_unheard.First?.Value.DueTick, _acknowledged.First?.Value.DueTick) switch
    {
        ({ } unheard, { } acknowledged) => Math.Min(unheard, acknowledged),
        var (unheard, acknowledged) => unheard ?? acknowledged,
    };
}

using EventPlatform.Bench.Sessions.Measure;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Events;

/// <summary>Events at a rate or as fast as the windows allow: warm-up, measurement, then until all is answered and delivered.</summary>
internal sealed class EventPhase : ISchedule
{
    private const double DrainSecondsMax = 30;
    private const double LookSeconds = 0.05;
    private const double GoOnSecondsMax = 120;

    private readonly EventTraffic _traffic;
    private readonly int? _server;
    private readonly Pace? _pace;
    private readonly long _measureFrom;
    private readonly Func<long, bool>? _mustGoOn;
    private readonly long _goOnUntil;
    private long _measureTo;
    private long _giveUpAt;
    private bool _isGivenUp;

    /// <param name="traffic">Who publishes.</param>
    /// <param name="server">The server's process.</param>
    /// <param name="plan">How fast.</param>
    /// <param name="options">How long.</param>
    /// <param name="random">Makes the pace uneven.</param>
    /// <param name="mustGoOn">Whether the measurement goes on at a moment when its time is over; null: it does not.</param>
    public EventPhase(
        EventTraffic traffic, int? server, EventPlan plan, BenchOptions options, Random random, Func<long, bool>? mustGoOn = null)
    {
        (_traffic, _server, _mustGoOn) = (traffic, server, mustGoOn);
        var now = Clock.Now;
        _pace = plan.Pace(now, random);
        _measureFrom = now + Clock.Seconds(options.Warmup);
        _measureTo = _measureFrom + Clock.Seconds(options.Seconds);
        _goOnUntil = _measureTo + Clock.Seconds(GoOnSecondsMax);
        _giveUpAt = long.MaxValue;
    }

    public EventFigures Figures { get; } = new();

    /// <summary>Null until the measurement begins.</summary>
    public Usage? From { get; private set; }

    /// <summary>Null until the measurement ends.</summary>
    public Usage? To { get; private set; }

    /// <summary>Within the measurement.</summary>
    public EventCounts Counts { get; private set; }

    /// <summary>The server's resident memory at the end of the measurement, in KiB; null: not known.</summary>
    public double? ServerKib { get; private set; }

    public bool IsOver => _isGivenUp || (To is not null && _traffic.WaitingCount == 0);

    public long NextDue
    {
        get
        {
            var next = From is null ? _measureFrom : To is null ? _measureTo : _giveUpAt;
            return To is not null ? next
                : _pace is not null ? Math.Min(next, _pace.NextDue)
                : _traffic.IsFilling ? next : 0;
        }
    }

    public void Fire(long now)
    {
        if (now >= _giveUpAt)
        {
            _traffic.Faults.Add($"{_traffic.WaitingCount} events were not answered or not delivered to all");
            _isGivenUp = true;
        }

        if (From is null && now >= _measureFrom)
        {
            From = Usage.Now(_server);
            Counts = EventCounts.Of(_traffic);
            _traffic.Figures = Figures;
        }

        if (To is null && now >= _measureTo && now < _goOnUntil && _mustGoOn?.Invoke(now) == true)
        {
            _measureTo = now + Clock.Seconds(LookSeconds);
        }

        if (To is null && now >= _measureTo)
        {
            _giveUpAt = now + Clock.Seconds(DrainSecondsMax);
            To = Usage.Now(_server);
            Counts = EventCounts.Of(_traffic) - Counts;
            ServerKib = Memory.ResidentKib(_server);
            _traffic.Figures = null;
        }

        Publish(now);
    }

    private void Publish(long now)
    {
        while (To is null && _pace?.NextDue <= now)
        {
            _traffic.PublishNext(_pace.Take());
        }

        var isFilling = _traffic.IsFilling;
        _traffic.IsFilling = To is null && _pace is null;
        if (!isFilling)
        {
            _traffic.Refill();
        }
    }
}

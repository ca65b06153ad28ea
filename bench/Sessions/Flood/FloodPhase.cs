using EventPlatform.Bench.Sessions.Measure;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Flood;

/// <summary>Events at a rate, with attackers or without: warm-up, measurement, then until all is answered and delivered.</summary>
internal sealed class FloodPhase : ISchedule
{
    private const double DefaultRate = 500;

    /// <summary>Passwords that wait to be hashed when the flood ends take some seconds, and no time beside other work.</summary>
    private const double DrainSecondsMax = 60;

    private readonly Traffic _traffic;
    private readonly Attackers? _attackers;
    private readonly int? _server;
    private readonly Faults _faults;
    private readonly Pace _pace;
    private readonly long _measureFrom;
    private readonly long _measureTo;
    private readonly long _giveUpAt;

    /// <param name="traffic">Who publishes.</param>
    /// <param name="attackers">Who tries passwords; null: nobody.</param>
    /// <param name="server">The server's process.</param>
    /// <param name="faults">What was wrong.</param>
    /// <param name="options">How much, how long.</param>
    /// <param name="random">Makes the pace uneven.</param>
    public FloodPhase(Traffic traffic, Attackers? attackers, int? server, Faults faults, BenchOptions options, Random random)
    {
        (_traffic, _attackers, _server, _faults) = (traffic, attackers, server, faults);
        var now = Clock.Now;
        _pace = new Pace(now, options.Rate ?? DefaultRate, random);
        _measureFrom = now + Clock.Seconds(options.Warmup);
        _measureTo = _measureFrom + Clock.Seconds(options.Seconds);
        _giveUpAt = _measureTo + Clock.Seconds(DrainSecondsMax);
        Memory = new MemoryTrace(server, _measureFrom, _measureTo);
        attackers?.Measure(_measureFrom);
    }

    public EventFigures Figures { get; } = new();

    public MemoryTrace Memory { get; }

    /// <summary>Null until the measurement begins.</summary>
    public Usage? From { get; private set; }

    /// <summary>Null until the measurement ends.</summary>
    public Usage? To { get; private set; }

    public bool IsOver => To is not null && WaitingCount == 0;

    public long NextDue
    {
        get
        {
            if (To is not null)
            {
                return _giveUpAt;
            }

            var next = Math.Min(From is null ? _measureFrom : _measureTo, Math.Min(_pace.NextDue, Memory.NextDue));
            return Math.Min(next, _attackers?.NextDue ?? long.MaxValue);
        }
    }

    private int WaitingCount => _traffic.WaitingCount + (_attackers?.BusyCount ?? 0);

    public void Fire(long now)
    {
        if (now >= _giveUpAt)
        {
            _faults.Add($"{_traffic.WaitingCount} answers or deliveries and {_attackers?.BusyCount ?? 0} attackers were waited for");
            throw new BenchException("given up: without its answers the rest would mean nothing");
        }

        if (From is null && now >= _measureFrom)
        {
            From = Usage.Now(_server);
        }

        if (To is null && now >= _measureTo)
        {
            To = Usage.Now(_server);
        }

        if (Memory.NextDue <= now && To is null)
        {
            Memory.Take(now);
        }

        while (To is null && _pace.NextDue <= now)
        {
            var due = _pace.Take();
            _traffic.PublishNext(due, due >= _measureFrom ? Figures : null);
        }

        while (To is null && _attackers?.NextDue <= now)
        {
            _attackers.AttemptNext(now);
        }
    }
}

using EventPlatform.Bench.Sessions.Measure;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Held;

/// <summary>Kinds of questions that are asked at the same time; then until all is answered and all that was stopped is back.</summary>
internal sealed class Phase : ISchedule
{
    private const double DrainSecondsMax = 15;
    private readonly Roster _roster;
    private readonly int? _server;
    private readonly long _measureFrom;
    private readonly long _measureTo;
    private readonly long _giveUpAt;
    private int _turn;

    /// <param name="roster">The sessions.</param>
    /// <param name="server">Its process.</param>
    /// <param name="kinds">What is asked, and how often a second.</param>
    /// <param name="options">How long.</param>
    /// <param name="random">Makes the paces uneven.</param>
    public Phase(
        Roster roster, int? server, IEnumerable<(Question Question, double Rate)> kinds, BenchOptions options, Random random)
    {
        _roster = roster;
        _server = server;
        var now = Clock.Now;
        _measureFrom = now + Clock.Seconds(options.Warmup);
        _measureTo = _measureFrom + Clock.Seconds(options.Seconds);
        _giveUpAt = _measureTo + Clock.Seconds(DrainSecondsMax);
        Streams = [.. kinds.Select(kind => new QuestionStream(kind.Question, new Pace(now, kind.Rate, random), _measureFrom))];
    }

    public IReadOnlyList<QuestionStream> Streams { get; }

    /// <summary>Null until the measurement begins.</summary>
    public Usage? From { get; private set; }

    /// <summary>Null until the measurement ends.</summary>
    public Usage? To { get; private set; }

    public bool IsOver => To is not null && IsQuiet;

    public long NextDue
    {
        get
        {
            if (To is not null)
            {
                return _giveUpAt;
            }

            var next = From is null ? _measureFrom : _measureTo;
            foreach (var stream in Streams)
            {
                next = Math.Min(next, stream.NextDue);
            }

            return next;
        }
    }

    private bool IsQuiet => _roster.SettledCount == _roster.Count && _roster.Probes.All(probe => probe.WaitingCount == 0);

    public void Fire(long now)
    {
        if (From is null && now >= _measureFrom)
        {
            From = Usage.Now(_server);
        }

        if (To is null && now >= _measureTo)
        {
            To = Usage.Now(_server);
        }

        if (now >= _giveUpAt)
        {
            var unanswered = _roster.Probes.Sum(probe => probe.WaitingCount);
            _roster.Faults.Add($"{unanswered} questions without answer, {_roster.Count - _roster.SettledCount} sessions not back");
            throw new BenchException("given up: without its answers the rest would mean nothing");
        }

        foreach (var stream in Streams)
        {
            while (To is null && stream.NextDue <= now)
            {
                stream.AskNext(_roster.Probes[_turn++ % _roster.Probes.Count]);
            }
        }
    }
}

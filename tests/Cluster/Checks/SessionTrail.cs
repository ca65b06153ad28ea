using System.Collections.Immutable;

namespace EventPlatform.ClusterRounds.Checks;

/// <summary>
/// What one session saw of each life of each publisher. Within a life numbers rise: one that does not has come twice or out of its order.
/// Where they jump, a gap must have been told since the number before; what is missing at a life's end may be told later.
/// </summary>
internal sealed class SessionTrail(string session, ImmutableArray<EventSource> sources, Findings findings)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<EventSource, long> _from = [];
    private readonly Dictionary<(EventSource Source, int Life), Progress> _lives = [];
    private readonly List<Hole> _holes = [];
    private long _lastGap;

    /// <summary>Gaps that it was told, when the first of them, and when the last.</summary>
    private (int Count, string? First, string? Last) _gaps;

    /// <summary>What was published after this number must be seen.</summary>
    public void Begin(EventSource source, long sent)
    {
        lock (_lock)
        {
            _from[source] = sent;
        }
    }

    public void Gap()
    {
        lock (_lock)
        {
            _gaps = (_gaps.Count + 1, _gaps.Count == 0 ? Clock.Utc : _gaps.First, Clock.Utc);
            _lastGap = Clock.Now;
            foreach (var progress in _lives.Values)
            {
                progress.IsGapTold = true;
            }
        }
    }

    public void Take(EventSource source, long number)
    {
        lock (_lock)
        {
            var life = source.LifeOf(number);
            if (!_lives.TryGetValue((source, life), out var progress))
            {
                // What came before the subscription's answer did not have to come.
                var from = _from.TryGetValue(source, out var sent) ? Math.Max(sent, source.Range(life).Before) : number - 1;
                progress = new Progress { Last = Math.Min(from, number - 1), IsGapTold = IsTold(source, from + 1) };
                _lives[(source, life)] = progress;
            }

            if (number <= progress.Last)
            {
                findings.Add(session, $"{source.Name} {number} came after {progress.Last}: twice or out of order");
                return;
            }

            if (number > progress.Last + 1)
            {
                _holes.Add(new Hole(source, progress.Last, number, progress.IsGapTold));
            }

            progress.Last = number;
            progress.IsGapTold = false;
        }
    }

    /// <summary>Whether it has seen all up to that number, or was told a gap since what it saw last.</summary>
    public bool HasSeen(EventSource source, long number)
    {
        lock (_lock)
        {
            return _lives.TryGetValue((source, source.LifeOf(number)), out var progress) && (progress.Last >= number || progress.IsGapTold);
        }
    }

    /// <summary>Looks at what is missing, and forgets it.</summary>
    /// <param name="isPresent">Whether the session is connected still: then ends of lives count, too.</param>
    /// <param name="owed">The last number of each publisher that must have come by now.</param>
    public LossReport Check(bool isPresent, IReadOnlyDictionary<EventSource, long> owed)
    {
        lock (_lock)
        {
            var holes = _holes.ToList();
            _holes.Clear();
            if (isPresent)
            {
                holes.AddRange(sources.SelectMany(source => Ends(source, owed[source])));
            }

            var report = new LossReport(_gaps.Count, _gaps.First ?? "", _gaps.Last ?? "", 0, 0);
            foreach (var hole in holes)
            {
                report = Judge(hole, report);
            }

            _gaps = default;
            return report;
        }
    }

    private LossReport Judge(Hole hole, LossReport report)
    {
        var accepted = hole.Source.AcceptedBetween(hole.After, hole.Before);
        if (hole.IsTold)
        {
            return report with { Told = report.Told + accepted };
        }

        if (accepted > 0)
        {
            findings.Add(
                session,
                $"{accepted} accepted events of {hole.Source.Name} after {hole.After} and before {hole.Before} were neither seen nor told");
        }

        return report with { Unaccepted = report.Unaccepted + (int)(hole.Before - hole.After - 1) - accepted };
    }

    /// <summary>Ended lives are forgotten by it; of the present one what is owed counts.</summary>
    private IEnumerable<Hole> Ends(EventSource source, long owed)
    {
        for (var life = Math.Max(1, source.LifeOf(Math.Max(1, _from[source]))); life <= source.Life; life++)
        {
            var isOver = life < source.Life;
            var (before, last) = source.Range(life);
            last = isOver ? last : Math.Min(last, owed);
            var progress = _lives.GetValueOrDefault((source, life));
            var seen = progress?.Last ?? Math.Max(before, _from[source]);
            if (seen < last)
            {
                yield return new Hole(source, seen, last + 1, progress?.IsGapTold ?? IsTold(source, seen + 1));
            }

            if (isOver)
            {
                _lives.Remove((source, life));
            }
        }

        _from[source] = Math.Max(_from[source], source.Range(source.Life).Before);
    }

    private bool IsTold(EventSource source, long number) => _lastGap != 0 && number <= source.Sent && _lastGap >= source.SentAt(number);

    private sealed class Progress
    {
        public long Last { get; set; }

        public bool IsGapTold { get; set; }
    }

    private sealed record Hole(EventSource Source, long After, long Before, bool IsTold);
}

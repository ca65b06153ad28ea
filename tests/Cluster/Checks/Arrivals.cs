namespace EventPlatform.ClusterRounds.Checks;

/// <summary>How events flow from each publisher to each subscriber since a moment: the silences of each pair.</summary>
internal sealed class Arrivals
{
    /// <summary>Shorter ones are what a busy machine does.</summary>
    private static readonly TimeSpan SilenceMin = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Subscriber, EventSource Source), Flow> _flows = [];
    private long _begin = Clock.Now;

    public void Begin()
    {
        lock (_lock)
        {
            _begin = Clock.Now;
            foreach (var flow in _flows.Values)
            {
                (flow.Last, flow.Longest, flow.Slowest) = (_begin, TimeSpan.Zero, TimeSpan.Zero);
                flow.Silences.Clear();
            }
        }
    }

    public void Add(string subscriber, EventSource source, long number)
    {
        var now = Clock.Now;
        var sentAt = source.SentAt(number);
        lock (_lock)
        {
            if (!_flows.TryGetValue((subscriber, source), out var flow))
            {
                flow = _flows[(subscriber, source)] = new Flow { Last = _begin };
            }

            var silence = Clock.Between(flow.Last, now);
            flow.Longest = silence > flow.Longest ? silence : flow.Longest;
            if (silence > SilenceMin)
            {
                flow.Silences.Add((flow.Last, now));
            }

            var way = Clock.Between(sentAt, now);
            flow.Slowest = way > flow.Slowest ? way : flow.Slowest;
            (flow.Last, flow.LastSentAt) = (now, sentAt);
        }
    }

    /// <summary>Whether each of the pairs has had an event that was sent after that moment.</summary>
    public bool IsFlowing(IEnumerable<(string Subscriber, EventSource Source)> pairs, long since)
    {
        lock (_lock)
        {
            return pairs.All(pair => _flows.TryGetValue(pair, out var flow) && flow.LastSentAt >= since);
        }
    }

    /// <summary>The pairs that have had none, in words.</summary>
    public string Silent(IEnumerable<(string Subscriber, EventSource Source)> pairs, long since)
    {
        lock (_lock)
        {
            return string.Join(", ", pairs
                .Where(pair => !_flows.TryGetValue(pair, out var flow) || flow.LastSentAt < since)
                .Select(pair => $"{pair.Source.Name} to {pair.Subscriber}"));
        }
    }

    /// <summary>The longest that an event was on its way.</summary>
    public TimeSpan Slowest(IEnumerable<(string Subscriber, EventSource Source)> pairs)
    {
        lock (_lock)
        {
            return pairs.Max(pair => _flows[pair].Slowest);
        }
    }

    /// <summary>The longest silence of these pairs.</summary>
    public TimeSpan Longest(IEnumerable<(string Subscriber, EventSource Source)> pairs)
    {
        lock (_lock)
        {
            return pairs.Max(pair => _flows[pair].Longest);
        }
    }

    /// <summary>The time from the beginning to the end of the last silence of these pairs that began within a limit.</summary>
    public TimeSpan Recovered(IEnumerable<(string Subscriber, EventSource Source)> pairs, TimeSpan limit) =>
        Silences(pairs).Where(silence => silence.Start <= limit).Select(silence => silence.End).Append(TimeSpan.Zero).Max();

    /// <summary>The longest silence of these pairs that began after a limit.</summary>
    public TimeSpan LongestAfter(IEnumerable<(string Subscriber, EventSource Source)> pairs, TimeSpan limit) =>
        Silences(pairs).Where(silence => silence.Start > limit).Select(silence => silence.End - silence.Start).Append(TimeSpan.Zero).Max();

    /// <summary>Those over a second, from the beginning.</summary>
    private List<(TimeSpan Start, TimeSpan End)> Silences(IEnumerable<(string Subscriber, EventSource Source)> pairs)
    {
        lock (_lock)
        {
            return
            [
                .. pairs.SelectMany(pair => _flows[pair].Silences)
                    .Select(silence => (Clock.Between(_begin, silence.Start), Clock.Between(_begin, silence.End))),
            ];
        }
    }

    private sealed class Flow
    {
        public long Last { get; set; }

        public long LastSentAt { get; set; }

        public TimeSpan Longest { get; set; }

        public TimeSpan Slowest { get; set; }

        public List<(long Start, long End)> Silences { get; } = [];
    }
}

namespace EventPlatform.ClusterRounds.Checks;

/// <summary>How events flow from each publisher to each subscriber since a moment: the longest silence of each pair, and its end.</summary>
internal sealed class Arrivals
{
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
                (flow.Last, flow.Longest, flow.LongestEnd, flow.Slowest) = (_begin, TimeSpan.Zero, _begin, TimeSpan.Zero);
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
            if (silence > flow.Longest)
            {
                (flow.Longest, flow.LongestEnd) = (silence, now);
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

    /// <summary>Of these pairs, the longest silence, and the time from the beginning to the end of the last one over a second.</summary>
    public (TimeSpan Silence, TimeSpan Recovered) Worst(IEnumerable<(string Subscriber, EventSource Source)> pairs)
    {
        lock (_lock)
        {
            var flows = pairs.Select(pair => _flows[pair]).ToList();
            var recovered = flows
                .Where(flow => flow.Longest > TimeSpan.FromSeconds(1))
                .Select(flow => Clock.Between(_begin, flow.LongestEnd));
            return (flows.Max(flow => flow.Longest), recovered.Append(TimeSpan.Zero).Max());
        }
    }

    private sealed class Flow
    {
        public long Last { get; set; }

        public long LastSentAt { get; set; }

        public TimeSpan Longest { get; set; }

        public TimeSpan Slowest { get; set; }

        public long LongestEnd { get; set; }
    }
}

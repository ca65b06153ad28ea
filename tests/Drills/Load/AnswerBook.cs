namespace EventPlatform.Drills.Load;

/// <summary>
/// What was sent of each thing, in order, and when it was answered. Each thing is set by one client, to one value after the other, each
/// another one.
/// </summary>
internal sealed class AnswerBook
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<Entry>> _entries = new(StringComparer.Ordinal);
    private readonly List<long> _answers = [];

    public int Answers
    {
        get
        {
            lock (_lock)
            {
                return _answers.Count;
            }
        }
    }

    public void Sent(string thing, string value)
    {
        lock (_lock)
        {
            (_entries.TryGetValue(thing, out var entries) ? entries : _entries[thing] = []).Add(new Entry(value, Clock.Now));
        }
    }

    /// <summary>The last value that was sent of it is there from now on.</summary>
    public void Answered(string thing)
    {
        lock (_lock)
        {
            var entries = _entries[thing];
            entries[^1] = entries[^1] with { AnsweredAt = Clock.Now };
            _answers.Add(Clock.Now);
        }
    }

    public int AnswersBetween(long from, long to)
    {
        lock (_lock)
        {
            return _answers.Count(at => at >= from && at <= to);
        }
    }

    /// <summary>The longest time without an answer.</summary>
    public TimeSpan LongestPause(long from, long to)
    {
        lock (_lock)
        {
            var all = _answers.Where(at => at >= from && at <= to).Prepend(from).Append(to).ToArray();
            return all.Zip(all.Skip(1), Clock.Between).Max();
        }
    }

    /// <summary>Compares a state that was copied at a moment, with what was answered and sent.</summary>
    /// <param name="state">Values by thing; one that is missing is not there.</param>
    /// <param name="answeredBefore">What was answered before this moment must be there, or what was sent later.</param>
    /// <param name="sentBefore">What was sent after this moment cannot be there.</param>
    /// <returns>What is wrong.</returns>
    public IReadOnlyList<string> Differences(IReadOnlyDictionary<string, string> state, long answeredBefore, long sentBefore)
    {
        lock (_lock)
        {
            return
            [
                .. _entries
                    .Select(entry => Difference(entry.Key, entry.Value, state.GetValueOrDefault(entry.Key), answeredBefore, sentBefore))
                    .OfType<string>(),
            ];
        }
    }

    private static string? Difference(string thing, List<Entry> entries, string? found, long answeredBefore, long sentBefore)
    {
        var oldest = entries.FindLastIndex(entry => entry.AnsweredAt is { } at && at <= answeredBefore);
        var index = entries.FindIndex(entry => entry.Value == found);
        var isThere = index >= 0 ? index >= oldest && entries[index].SentAt <= sentBefore : oldest < 0 && string.IsNullOrEmpty(found);
        var due = oldest < 0 ? "" : entries[oldest].Value;
        return isThere ? null : $"{thing} is '{found}' (number {index}), at least '{due}' ({oldest}) is due";
    }

    private sealed record Entry(string Value, long SentAt, long? AnsweredAt = null);
}

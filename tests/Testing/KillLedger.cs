using System.Collections.Concurrent;

namespace EventPlatform.Testing;

/// <summary>What clients were told of each thing they changed: what was answered holds, what was only sent may hold.</summary>
public sealed class KillLedger
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private int _answers;

    public int Answers => _answers;

    public IEnumerable<string> Things => _entries.Keys;

    /// <summary>Each thing is changed by one client at a time.</summary>
    /// <param name="thing">Its name.</param>
    /// <param name="value">What it is set to.</param>
    /// <param name="former">What it was before the first change.</param>
    public void Sent(string thing, string value, string former) =>
        _entries.GetOrAdd(thing, _ => new Entry { Possible = { former } }).Possible.Add(value);

    public void Refused(string thing, string value) => _entries[thing].Possible.Remove(value);

    public void Answered(string thing, string value)
    {
        _entries[thing] = new Entry { Possible = { value } };
        Interlocked.Increment(ref _answers);
    }

    /// <summary>Whether a thing may have this value; null: it may, or what is wrong.</summary>
    public string? Difference(string thing, string value)
    {
        var possible = _entries[thing].Possible;
        return possible.Contains(value) ? null : $"{thing} is '{value}', not one of '{string.Join("', '", possible)}'";
    }

    /// <summary>Compares with what there is now, which from here on is what is known.</summary>
    /// <returns>null, or what is wrong.</returns>
    public string? Found(string thing, string value)
    {
        if (Difference(thing, value) is { } difference)
        {
            return difference;
        }

        _entries[thing] = new Entry { Possible = { value } };
        return null;
    }

    private sealed class Entry
    {
        internal List<string> Possible { get; } = [];
    }
}

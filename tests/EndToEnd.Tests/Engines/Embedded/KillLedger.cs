using System.Collections.Concurrent;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>What clients were told of each thing they changed: what was answered holds, what was only sent may hold.</summary>
internal sealed class KillLedger
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private int _answers;

    internal int Answers => _answers;

    internal IEnumerable<string> Things => _entries.Keys;

    /// <summary>Each thing is changed by one client at a time.</summary>
    /// <param name="thing">Its name.</param>
    /// <param name="value">What it is set to.</param>
    /// <param name="former">What it was before the first change.</param>
    internal void Sent(string thing, string value, string former) =>
        _entries.GetOrAdd(thing, _ => new Entry { Possible = { former } }).Possible.Add(value);

    internal void Refused(string thing, string value) => _entries[thing].Possible.Remove(value);

    internal void Answered(string thing, string value)
    {
        _entries[thing] = new Entry { Possible = { value } };
        Interlocked.Increment(ref _answers);
    }

    /// <summary>Compares with what there is now, which from here on is what is known.</summary>
    /// <returns>null, or what is wrong.</returns>
    internal string? Found(string thing, string value)
    {
        var possible = _entries[thing].Possible;
        if (!possible.Contains(value))
        {
            return $"{thing} is '{value}', not one of '{string.Join("', '", possible)}'";
        }

        _entries[thing] = new Entry { Possible = { value } };
        return null;
    }

    private sealed class Entry
    {
        internal List<string> Possible { get; } = [];
    }
}

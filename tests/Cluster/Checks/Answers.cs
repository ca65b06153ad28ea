using System.Globalization;

namespace EventPlatform.ClusterRounds.Checks;

/// <summary>Answers of a round by their kind, and the longest wait for one of each.</summary>
internal sealed class Answers
{
    /// <summary>The cluster could not be asked in time: what a call may say while a part of it is away.</summary>
    private const long Overloaded = 100081;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, (int Count, TimeSpan Longest)> _kinds = new(StringComparer.Ordinal);

    public void Count(string kind, TimeSpan waited)
    {
        lock (_lock)
        {
            _kinds.TryGetValue(kind, out var former);
            _kinds[kind] = (former.Count + 1, waited > former.Longest ? waited : former.Longest);
        }
    }

    /// <summary>As the other; any code but ok and 100081 is a broken promise.</summary>
    public void CountCode(string call, long code, TimeSpan waited, Findings findings, string where)
    {
        Count(code == 0 ? $"{call} ok" : string.Create(CultureInfo.InvariantCulture, $"{call} {code}"), waited);
        if (code is not 0 and not Overloaded)
        {
            findings.Add(where, string.Create(CultureInfo.InvariantCulture, $"{call} was answered with {code}"));
        }
    }

    public int Of(string kind)
    {
        lock (_lock)
        {
            return _kinds.GetValueOrDefault(kind).Count;
        }
    }

    /// <summary>Forgets them.</summary>
    /// <returns>Them in words.</returns>
    public string Take()
    {
        lock (_lock)
        {
            var text = string.Join(", ", _kinds.Select(kind => string.Create(
                CultureInfo.InvariantCulture, $"{kind.Key} {kind.Value.Count} (longest {kind.Value.Longest.TotalSeconds:0.00} s)")));
            _kinds.Clear();
            return text;
        }
    }
}

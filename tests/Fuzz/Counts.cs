using System.Collections.Concurrent;
using System.Globalization;

namespace EventPlatform.Fuzz;

/// <summary>What has been done, by name. From any thread.</summary>
internal sealed class Counts
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public void Add(string name, long by = 1) => _counts.AddOrUpdate(name, by, (_, count) => count + by);

    public long this[string name] => _counts.GetValueOrDefault(name);

    /// <summary>All counts whose names begin with this, without it, in ordinal order.</summary>
    public string Of(string prefix) => string.Join(
        ' ',
        _counts.Where(count => count.Key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(count => count.Key, StringComparer.Ordinal)
            .Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Key[prefix.Length..]}={count.Value}")));
}

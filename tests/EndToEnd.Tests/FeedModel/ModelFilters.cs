namespace EventPlatform.EndToEnd.Tests.FeedModel;

/// <summary>A set of filters, as event-feed.md, 3 says: any of the values of a property, and so for all properties.</summary>
/// <param name="entries">As they were given; repeated ones mean nothing.</param>
internal sealed class ModelFilters(IEnumerable<(string Property, string Value)> entries)
{
    private readonly ILookup<string, string> _values =
        entries.ToLookup(entry => entry.Property, entry => entry.Value, StringComparer.Ordinal);

    internal static ModelFilters Everything { get; } = new([]);

    internal IReadOnlyList<(string Property, string Value)> Entries { get; } = [.. entries];

    internal bool Passes(ToldEvent told)
    {
        foreach (var wanted in _values)
        {
            if (!told.Properties.TryGetValue(wanted.Key, out var value) || !wanted.Any(value.Passes))
            {
                return false;
            }
        }

        return true;
    }

    public override string ToString() => string.Join(", ", Entries.Select(entry => $"{entry.Property}={entry.Value}"));
}

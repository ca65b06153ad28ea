namespace EventPlatform.Gateway.EventFeed;

/// <summary>The groups that stand under one property.</summary>
internal sealed class IndexedProperty
{
    private readonly Dictionary<ReadOnlyMemory<byte>, List<FeedGroup>> _byValue = new(Utf8Keys.Comparer);

    /// <summary>Those to which any value will do.</summary>
    public List<FeedGroup> ForAny { get; } = [];

    public bool IsEmpty => _byValue.Count == 0 && ForAny.Count == 0;

    /// <summary>Those that want this value; null: nobody.</summary>
    public List<FeedGroup>? For(ReadOnlySpan<byte> value) =>
        _byValue.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(value, out var groups) ? groups : null;

    public void Add(IReadOnlyCollection<ReadOnlyMemory<byte>>? values, FeedGroup group)
    {
        if (values is null)
        {
            ForAny.Add(group);
            return;
        }

        foreach (var value in values)
        {
            if (!_byValue.TryGetValue(value, out var groups))
            {
                _byValue.Add(value, groups = []);
            }

            groups.Add(group);
        }
    }

    public void Remove(IReadOnlyCollection<ReadOnlyMemory<byte>>? values, FeedGroup group)
    {
        ForAny.Remove(group);
        foreach (var value in values ?? [])
        {
            var groups = _byValue[value];
            groups.Remove(group);
            if (groups.Count == 0)
            {
                _byValue.Remove(value);
            }
        }
    }
}

using EventPlatform.Gateway.EventFeed.Events;
using EventPlatform.Gateway.EventFeed.Filters;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>
/// Finds the groups whose filters an event passes without trying all: each group stands under the values of one of its properties, and
/// only those under the event's value are tried. Guarded by the replica's gate.
/// </summary>
internal sealed class FilterIndex
{
    private readonly Dictionary<ReadOnlyMemory<byte>, IndexedProperty> _properties = new(Utf8Keys.Comparer);

    public void Add(FeedGroup group)
    {
        var anchor = AnchorOf(group.Filters);
        if (!_properties.TryGetValue(anchor.Name, out var property))
        {
            _properties.Add(anchor.Name, property = new IndexedProperty());
        }

        property.Add(anchor.Values, group);
    }

    public void Remove(FeedGroup group)
    {
        var anchor = AnchorOf(group.Filters);
        var property = _properties[anchor.Name];
        property.Remove(anchor.Values, group);
        if (property.IsEmpty)
        {
            _properties.Remove(anchor.Name);
        }
    }

    /// <summary>Adds the groups that let the event in, each once.</summary>
    public void Find(FeedEvent feedEvent, List<FeedGroup> passing)
    {
        foreach (var (name, property) in _properties)
        {
            if (!feedEvent.TryFind(name.Span, out var found))
            {
                continue;
            }

            Try(property.ForAny, feedEvent, passing);
            if (found.TryText(out var text))
            {
                Try(property.For(text), feedEvent, passing);
            }
        }
    }

    private static void Try(List<FeedGroup>? groups, FeedEvent feedEvent, List<FeedGroup> passing)
    {
        if (groups is null)
        {
            return;
        }

        foreach (var group in groups)
        {
            if (group.Filters.Passes(feedEvent))
            {
                passing.Add(group);
            }
        }
    }

    /// <summary>The property that tells most: not the type when another has values, then the one with the fewest.</summary>
    private static PropertyFilter AnchorOf(FilterSet filters) => filters.Properties
        .MinBy(property => (property.Values is null, property.Name.Span.SequenceEqual("type"u8), property.Values?.Count))!;
}

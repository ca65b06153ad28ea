using System.Buffers;
using System.Collections.Immutable;
using EventPlatform.Gateway.EventFeed.Events;

namespace EventPlatform.Gateway.EventFeed.Filters;

/// <summary>
/// What a connection lets in: any of the values of a property, and so for all properties (docs/protocols/event-feed.md, 3). Compiled once;
/// two sets with the same <see cref="Key"/> let in the same.
/// </summary>
internal sealed class FilterSet
{
    /// <summary>Most filters of one connection.</summary>
    public const int CountMax = 256;

    private FilterSet(ImmutableArray<PropertyFilter> properties)
    {
        Properties = properties;
        Key = KeyOf(properties);
    }

    /// <summary>No filters: all events.</summary>
    public static FilterSet Everything { get; } = new([]);

    /// <summary>By name, ordinal.</summary>
    public ImmutableArray<PropertyFilter> Properties { get; }

    /// <summary>Names and values in a fixed order.</summary>
    public ReadOnlyMemory<byte> Key { get; }

    /// <summary>Compiles filters as they were given.</summary>
    public static FilterSet Of(IReadOnlyCollection<FilterEntry> entries) =>
        entries.Count == 0 ? Everything : new(
        [
            .. entries.GroupBy(entry => entry.Property, Utf8Keys.Comparer)
                .OrderBy(group => group.Key, Ordinal)
                .Select(group => new PropertyFilter(group.Key, ValuesOf(group))),
        ]);

    public bool Passes(FeedEvent feedEvent)
    {
        foreach (var property in Properties)
        {
            if (!property.Passes(feedEvent))
            {
                return false;
            }
        }

        return true;
    }

    private static Comparer<ReadOnlyMemory<byte>> Ordinal { get; } =
        Comparer<ReadOnlyMemory<byte>>.Create((x, y) => x.Span.SequenceCompareTo(y.Span));

    private static HashSet<ReadOnlyMemory<byte>>? ValuesOf(IEnumerable<FilterEntry> entries)
    {
        var values = new HashSet<ReadOnlyMemory<byte>>(Utf8Keys.Comparer);
        foreach (var entry in entries)
        {
            if (entry.IsAny)
            {
                return null;
            }

            values.Add(entry.Value);
        }

        return values;
    }

    // Per property its name, the number of its values (-1: anything) and they, each text behind its length: no two sets have one key.
    private static ReadOnlyMemory<byte> KeyOf(ImmutableArray<PropertyFilter> properties)
    {
        var key = new ArrayBufferWriter<byte>();
        foreach (var property in properties)
        {
            Write(key, property.Name.Span);
            key.Integer(property.Values?.Count ?? -1);
            key.Write(":"u8);
            foreach (var value in (property.Values ?? []).Order(Ordinal))
            {
                Write(key, value.Span);
            }
        }

        return key.WrittenMemory;
    }

    private static void Write(ArrayBufferWriter<byte> key, ReadOnlySpan<byte> text)
    {
        key.Integer(text.Length);
        key.Write(":"u8);
        key.Write(text);
    }
}

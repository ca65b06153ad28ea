using EventPlatform.Gateway.EventFeed.Events;

namespace EventPlatform.Gateway.EventFeed.Filters;

/// <summary>What a property must be: any of some texts, or only there.</summary>
/// <param name="name">The property's name.</param>
/// <param name="values">The texts; null: anything (<c>*</c>).</param>
internal sealed class PropertyFilter(ReadOnlyMemory<byte> name, HashSet<ReadOnlyMemory<byte>>? values)
{
    private readonly HashSet<ReadOnlyMemory<byte>>.AlternateLookup<ReadOnlySpan<byte>> _lookup =
        values?.GetAlternateLookup<ReadOnlySpan<byte>>() ?? default;

    public ReadOnlyMemory<byte> Name { get; } = name;

    /// <summary>null: anything that is there.</summary>
    public IReadOnlyCollection<ReadOnlyMemory<byte>>? Values => values;

    public bool Passes(FeedEvent feedEvent) =>
        feedEvent.TryFind(Name.Span, out var property)
        && (values is null || (property.TryText(out var text) && _lookup.Contains(text)));
}

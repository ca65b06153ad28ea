namespace EventPlatform.Gateway.EventFeed.Filters;

/// <summary>A client's message, read: a filter set, or what is wrong with it (docs/protocols/event-feed.md, 3).</summary>
/// <param name="CorrelationId">JSON as it was written, <c>null</c> when absent or unreadable.</param>
/// <param name="Set">The new filters; null: refused.</param>
/// <param name="Error">Why it was refused; null: it was not.</param>
internal sealed record FilterMessage(ReadOnlyMemory<byte> CorrelationId, FilterSet? Set, string? Error);

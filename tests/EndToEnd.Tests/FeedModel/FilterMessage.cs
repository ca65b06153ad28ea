namespace EventPlatform.EndToEnd.Tests.FeedModel;

/// <summary>A message of a feed client (event-feed.md, 3) and what must come of it.</summary>
/// <param name="Text">As it is sent.</param>
/// <param name="CorrelationId">As it must come back.</param>
/// <param name="Filters">What counts from the success message on; null: it is refused.</param>
/// <param name="Error">Why it is refused; of one that ends in a space only the begin. null: it is not.</param>
internal sealed record FilterMessage(string Text, string CorrelationId, ModelFilters? Filters, string? Error);

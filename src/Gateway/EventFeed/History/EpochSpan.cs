namespace EventPlatform.Gateway.EventFeed.History;

/// <summary>The part of a log's epoch that this gateway has shown without a break.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="From">All behind this offset was shown, up to</param>
/// <param name="Last">this one.</param>
internal readonly record struct EpochSpan(long Epoch, long From, long Last);

namespace EventPlatform.Gateway.EventFeed.History;

/// <summary>A place at which events may be missing.</summary>
/// <param name="Time">When that was found, Unix milliseconds.</param>
internal sealed record FeedGap(long Time);

using EventPlatform.Gateway.Management;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>What an operator counts of the feed, under <c>door="feed"</c>.</summary>
internal sealed class FeedMetrics(PlatformMetrics metrics)
{
    public DoorMetrics Door { get; } = metrics.For(Doors.Feed);
}

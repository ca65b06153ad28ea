using EventPlatform.Gateway.EventFeed.Events;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>Who gets the feed's events.</summary>
internal interface IFeedSink
{
    /// <summary>An event for those whose filters it passes.</summary>
    /// <param name="feedEvent">Valid during the call.</param>
    void Deliver(FeedEvent feedEvent);

    /// <summary>An event for all, whatever their filters.</summary>
    /// <param name="feedEvent">Valid during the call.</param>
    void DeliverToAll(FeedEvent feedEvent);
}

namespace EventPlatform.Gateway.EventFeed;

/// <summary>How a reader of the feed gets its events.</summary>
internal enum FeedFormat
{
    /// <summary>JSON, a message each.</summary>
    Json,

    /// <summary>Server-Sent Events (WHATWG HTML, 9.2).</summary>
    EventStream,
}

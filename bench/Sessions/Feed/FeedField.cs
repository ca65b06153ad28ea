namespace EventPlatform.Bench.Sessions.Feed;

/// <summary>What of an event filters ask for.</summary>
internal enum FeedField
{
    Type,
    User,
    Queue,
    Extension,

    /// <summary>The name of the property that only some events have.</summary>
    Extra,
}

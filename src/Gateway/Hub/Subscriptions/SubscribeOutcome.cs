namespace EventPlatform.Gateway.Hub.Subscriptions;

/// <summary>What a subscribe has done.</summary>
internal enum SubscribeOutcome
{
    Added,

    /// <summary>The name was subscribed already: the subscription kept its place and has the new body.</summary>
    Replaced,

    /// <summary>The session has ended; nothing was done.</summary>
    Dropped,

    /// <summary>The session has as many as it may, or as many bytes of bodies; nothing was done.</summary>
    Full,
}

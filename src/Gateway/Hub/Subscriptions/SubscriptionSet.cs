namespace EventPlatform.Gateway.Hub.Subscriptions;

/// <summary>The subscriptions of one session; guarded by the index's lock.</summary>
internal sealed class SubscriptionSet(ISubscriber subscriber)
{
    /// <summary>Those that can be removed, by their keys.</summary>
    internal Dictionary<byte[], Subscription>? Own { get; set; }

    internal List<Subscription> Automatic { get; } = new(2);

    internal long LastSequence { get; set; }

    /// <summary>Once dropped it takes no more.</summary>
    internal bool IsDropped { get; set; }

    public ISubscriber Subscriber { get; } = subscriber;

    /// <summary>The automatic ones included.</summary>
    public int Count => Automatic.Count + (Own?.Count ?? 0);
}

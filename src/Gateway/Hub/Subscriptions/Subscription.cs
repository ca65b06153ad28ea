namespace EventPlatform.Gateway.Hub.Subscriptions;

/// <summary>One subscription of one session; changed under the index's lock only.</summary>
/// <param name="subscriber">Whose it is.</param>
/// <param name="key">Its name, see <see cref="SubscriptionName.ToKey"/>.</param>
/// <param name="body">What it adds to bodies; null: nothing.</param>
/// <param name="isAutomatic">One of the two that come with the login.</param>
/// <param name="isOwnService">Whether it listens to its session's own service.</param>
internal sealed class Subscription(ISubscriber subscriber, byte[] key, SubscriptionBody? body, bool isAutomatic, bool isOwnService)
{
    public ISubscriber Subscriber { get; } = subscriber;

    public byte[] Key { get; } = key;

    public SubscriptionName Name => SubscriptionName.Of(Key);

    public SubscriptionBody? Body { get; internal set; } = body;

    public bool IsAutomatic { get; } = isAutomatic;

    public bool IsOwnService { get; } = isOwnService;

    /// <summary>Whether it gets events as everybody does, but for their numbers.</summary>
    public bool IsPlain => Body is null && IsOwnService;

    /// <summary>Its place in the order of a session's subscriptions.</summary>
    internal long Sequence { get; init; }

    /// <summary>The one before it in its session's set; see there.</summary>
    internal Subscription? Next { get; set; }

    /// <summary>Where it stands in the index.</summary>
    internal Bucket? Bucket { get; set; }

    internal int IndexInBucket { get; set; }
}

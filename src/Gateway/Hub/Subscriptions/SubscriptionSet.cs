namespace EventPlatform.Gateway.Hub.Subscriptions;

/// <summary>The subscriptions of one session; guarded by the index's lock.</summary>
internal sealed class SubscriptionSet(ISubscriber subscriber)
{
    /// <summary>Subscriptions of a session besides the automatic ones.</summary>
    public const int OwnMax = 10_000;

    /// <summary>Bytes of all their bodies as they were sent.</summary>
    public const int BodyBytesMax = 4 * 1024 * 1024;

    /// <summary>Those that can be removed, by their keys.</summary>
    internal Dictionary<byte[], Subscription>? Own { get; set; }

    internal List<Subscription> Automatic { get; } = new(2);

    internal long BodyBytes { get; private set; }

    internal long LastSequence { get; set; }

    /// <summary>Once dropped it takes no more.</summary>
    internal bool IsDropped { get; set; }

    public ISubscriber Subscriber { get; } = subscriber;

    /// <summary>The automatic ones included.</summary>
    public int Count => Automatic.Count + (Own?.Count ?? 0);

    /// <summary>Counts a body in place of another.</summary>
    /// <returns>False: the bytes would pass the bound, nothing was counted.</returns>
    internal bool TrySwap(SubscriptionBody? former, SubscriptionBody? body)
    {
        var bytes = BodyBytes - (former?.Text.Length ?? 0) + (body?.Text.Length ?? 0);
        if (bytes > BodyBytesMax && bytes > BodyBytes)
        {
            return false;
        }

        BodyBytes = bytes;
        return true;
    }
}

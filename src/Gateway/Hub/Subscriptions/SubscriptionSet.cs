namespace EventPlatform.Gateway.Hub.Subscriptions;

/// <summary>
/// The subscriptions of one session; guarded by the index's lock. Most sessions have few: these are chained, and only more of them stand
/// in a dictionary.
/// </summary>
internal sealed class SubscriptionSet(ISubscriber subscriber)
{
    /// <summary>Subscriptions of a session besides the automatic ones.</summary>
    public const int OwnMax = 10_000;

    /// <summary>Bytes of all their bodies as they were sent.</summary>
    public const int BodyBytesMax = 4 * 1024 * 1024;

    /// <summary>Own ones that are chained.</summary>
    internal const int ChainedMax = 8;

    /// <summary>The newest of the chain, in which the automatic ones always are.</summary>
    private Subscription? _newest;

    /// <summary>All own ones by their keys; null: they are in the chain.</summary>
    private Dictionary<byte[], Subscription>? _own;

    private int _bodyBytes;

    internal long LastSequence { get; set; }

    /// <summary>Once dropped it takes no more.</summary>
    internal bool IsDropped { get; private set; }

    public ISubscriber Subscriber { get; } = subscriber;

    /// <summary>Those that can be removed.</summary>
    internal int OwnCount { get; private set; }

    /// <summary>The automatic ones included.</summary>
    public int Count { get; private set; }

    /// <summary>All of them, in any order; they may not change meanwhile.</summary>
    internal IEnumerable<Subscription> All
    {
        get
        {
            for (var next = _newest; next is not null; next = next.Next)
            {
                yield return next;
            }

            foreach (var own in _own?.Values ?? Enumerable.Empty<Subscription>())
            {
                yield return own;
            }
        }
    }

    /// <summary>The own one of this key; null: there is none.</summary>
    internal Subscription? Find(byte[] key)
    {
        if (_own is not null)
        {
            return _own.GetValueOrDefault(key);
        }

        var found = _newest;
        while (found is not null && !IsOwn(found, key))
        {
            found = found.Next;
        }

        return found;
    }

    /// <summary>Adds an automatic one, or an own one whose key there is none of.</summary>
    internal void Add(Subscription subscription)
    {
        Count++;
        OwnCount += subscription.IsAutomatic ? 0 : 1;
        if (OwnCount > ChainedMax && _own is null)
        {
            Unchain();
        }

        if (_own is not null && !subscription.IsAutomatic)
        {
            _own.Add(subscription.Key, subscription);
            return;
        }

        subscription.Next = _newest;
        _newest = subscription;
    }

    /// <summary>Removes an own one.</summary>
    internal void Remove(Subscription subscription)
    {
        Count--;
        OwnCount--;
        if (_own is not null)
        {
            _own.Remove(subscription.Key);
            if (OwnCount == 0)
            {
                _own = null;
            }

            return;
        }

        if (_newest == subscription)
        {
            _newest = subscription.Next;
            return;
        }

        var newer = _newest!;
        while (newer.Next != subscription)
        {
            newer = newer.Next!;
        }

        newer.Next = subscription.Next;
    }

    /// <summary>Removes all of them, for good.</summary>
    internal void Drop()
    {
        IsDropped = true;
        _newest = null;
        _own = null;
        Count = OwnCount = 0;
    }

    /// <summary>Counts a body in place of another.</summary>
    /// <returns>False: the bytes would pass the bound, nothing was counted.</returns>
    internal bool TrySwap(SubscriptionBody? former, SubscriptionBody? body)
    {
        var bytes = (long)_bodyBytes - (former?.Text.Length ?? 0) + (body?.Text.Length ?? 0);
        if (bytes > BodyBytesMax && bytes > _bodyBytes)
        {
            return false;
        }

        _bodyBytes = (int)bytes;
        return true;
    }

    private static bool IsOwn(Subscription subscription, byte[] key) =>
        !subscription.IsAutomatic && subscription.Key.AsSpan().SequenceEqual(key);

    /// <summary>Moves the own ones into a dictionary.</summary>
    private void Unchain()
    {
        _own = new(Utf8Comparer.Instance);
        var rest = _newest;
        _newest = null;
        while (rest is { } subscription)
        {
            rest = subscription.Next;
            if (subscription.IsAutomatic)
            {
                subscription.Next = _newest;
                _newest = subscription;
            }
            else
            {
                subscription.Next = null;
                _own.Add(subscription.Key, subscription);
            }
        }
    }
}

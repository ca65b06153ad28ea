namespace EventPlatform.Gateway.Hub.Subscriptions;

/// <summary>The subscriptions of all sessions to one name, in any order: added and removed in constant time.</summary>
internal sealed class Bucket(byte[] key)
{
    private Subscription[] _items = new Subscription[1];

    /// <summary>Its key in its dictionary.</summary>
    public byte[] Key { get; } = key;

    public int Count { get; private set; }

    public ReadOnlySpan<Subscription> Items => _items.AsSpan(0, Count);

    public void Add(Subscription subscription)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count * 2);
        }

        subscription.Bucket = this;
        subscription.IndexInBucket = Count;
        _items[Count++] = subscription;
    }

    /// <summary>The last one takes the place of the one that goes.</summary>
    public void Remove(Subscription subscription)
    {
        var last = _items[--Count];
        _items[subscription.IndexInBucket] = last;
        last.IndexInBucket = subscription.IndexInBucket;
        _items[Count] = null!;
        subscription.Bucket = null;
        if (_items.Length > 16 && Count < _items.Length / 4)
        {
            Array.Resize(ref _items, _items.Length / 2);
        }
    }
}

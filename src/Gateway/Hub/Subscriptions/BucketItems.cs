namespace EventPlatform.Gateway.Hub.Subscriptions;

/// <summary>A part of a bucket; each subscription knows its place in it. A mutable struct: a field, never a copy.</summary>
internal struct BucketItems
{
    private const int KeptMin = 16;

    private Subscription[] _items;

    public BucketItems() => _items = [];

    public int Count { get; private set; }

    public readonly ReadOnlySpan<Subscription> Items => _items.AsSpan(0, Count);

    public void Add(Subscription subscription)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Math.Max(1, Count * 2));
        }

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
        if (_items.Length > KeptMin && Count < _items.Length / 4)
        {
            Array.Resize(ref _items, _items.Length / 2);
        }
    }
}

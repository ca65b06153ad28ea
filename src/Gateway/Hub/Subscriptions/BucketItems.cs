using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace EventPlatform.Gateway.Hub.Subscriptions;

/// <summary>
/// A part of a bucket; each subscription knows its place in it. It holds no memory of its own for one, as the two buckets that come with
/// every session have. A mutable struct: a field, never a copy.
/// </summary>
internal struct BucketItems
{
    private const int KeptMin = 16;

    /// <summary>The only one, while there is no array.</summary>
    private Subscription? _only;
    private Subscription[]? _items;

    public int Count { get; private set; }

    [UnscopedRef]
    public readonly ReadOnlySpan<Subscription> Items =>
        _items is null ? MemoryMarshal.CreateReadOnlySpan(in _only!, Count) : _items.AsSpan(0, Count);

    public void Add(Subscription subscription)
    {
        subscription.IndexInBucket = Count;
        if (Count == 0 && _items is null)
        {
            _only = subscription;
            Count = 1;
            return;
        }

        if (_items is null)
        {
            _items = [_only!, subscription];
            _only = null;
        }
        else if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count * 2);
        }

        _items[Count++] = subscription;
    }

    /// <summary>The last one takes the place of the one that goes.</summary>
    public void Remove(Subscription subscription)
    {
        Count--;
        if (_items is null)
        {
            _only = null;
            return;
        }

        var last = _items[Count];
        _items[subscription.IndexInBucket] = last;
        last.IndexInBucket = subscription.IndexInBucket;
        _items[Count] = null!;
        if (_items.Length > KeptMin && Count < _items.Length / 4)
        {
            Array.Resize(ref _items, _items.Length / 2);
        }
    }
}

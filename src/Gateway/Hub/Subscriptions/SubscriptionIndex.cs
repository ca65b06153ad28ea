using System.Collections.Immutable;
using EventPlatform.Contracts.Events;

namespace EventPlatform.Gateway.Hub.Subscriptions;

/// <summary>
/// All subscriptions of this gateway by what they ask for. One small lock: connections add and remove while one loop at a time matches,
/// and an event is handed over under it, so that an answered unsubscribe gets none.
/// </summary>
internal sealed class SubscriptionIndex
{
    /// <summary>Most services and classes are shorter; longer ones are looked up from the heap.</summary>
    private const int UsualKeyBytes = 128;

    private readonly Lock _lock = new();
    private readonly Dictionary<byte[], ClassSubscriptions> _classes = new(Utf8Comparer.Instance);
    private readonly MatchedOnce _once = new();

    /// <summary>Number of subscriptions.</summary>
    public int Count { get; private set; }

    /// <summary>Adds one of the two that come with a login and can't be removed.</summary>
    public void SubscribeAutomatic(SubscriptionSet set, in SubscriptionName name)
    {
        lock (_lock)
        {
            var subscription = Create(set, name, name.ToKey(), null, isAutomatic: true);
            set.Add(subscription);
            Insert(subscription);
        }
    }

    public SubscribeOutcome Subscribe(SubscriptionSet set, in SubscriptionName name, SubscriptionBody? body)
    {
        var key = name.ToKey();
        lock (_lock)
        {
            if (set.IsDropped)
            {
                return SubscribeOutcome.Dropped;
            }

            var known = set.Find(key);
            if ((known is null && set.OwnCount >= SubscriptionSet.OwnMax) || !set.TrySwap(known?.Body, body))
            {
                return SubscribeOutcome.Full;
            }

            if (known is not null)
            {
                known.Bucket!.Replace(known, body);
                return SubscribeOutcome.Replaced;
            }

            var subscription = Create(set, name, key, body, isAutomatic: false);
            set.Add(subscription);
            Insert(subscription);
            return SubscribeOutcome.Added;
        }
    }

    /// <returns>Whether there was one.</returns>
    public bool Unsubscribe(SubscriptionSet set, in SubscriptionName name)
    {
        var key = name.ToKey();
        lock (_lock)
        {
            if (set.Find(key) is not { } subscription)
            {
                return false;
            }

            set.Remove(subscription);
            set.TrySwap(subscription.Body, null);
            Delete(subscription);
            return true;
        }
    }

    /// <summary>Removes all of a session; it gets no more events.</summary>
    /// <returns>How many they were.</returns>
    public int Drop(SubscriptionSet set)
    {
        lock (_lock)
        {
            var count = set.Count;
            foreach (var subscription in set.All)
            {
                Delete(subscription);
            }

            set.Drop();
            return count;
        }
    }

    /// <summary>The subscriptions of a session with their bodies, newest first, the automatic ones last, as they were added.</summary>
    public ImmutableArray<(Subscription Subscription, SubscriptionBody? Body)> List(SubscriptionSet set)
    {
        lock (_lock)
        {
            var own = set.All.Where(subscription => !subscription.IsAutomatic).OrderByDescending(subscription => subscription.Sequence);
            var automatic = set.All.Where(subscription => subscription.IsAutomatic).OrderBy(subscription => subscription.Sequence);
            return [.. own.Concat(automatic).Select(subscription => (subscription, subscription.Body))];
        }
    }

    /// <summary>Hands over every subscription that matches, of a session's equal bodies one (external-api.md 5).</summary>
    public void Match(in EventRecord record, IMatchReceiver receiver)
    {
        lock (_lock)
        {
            var hits = new BucketHits();
            var count = FindBuckets(record, hits);

            // Within one bucket a session has two only when it has subscribed to an automatic name once more, which are all in core.
            if (count > 1 || (count == 1 && record.Class.SequenceEqual("core"u8)))
            {
                _once.HandOver(record, hits[..count], receiver);
            }
            else if (count == 1)
            {
                HandOver(record, hits[0]!.Plain, receiver);
                HandOver(record, hits[0]!.Special, receiver);
            }
        }
    }

    /// <summary>The buckets that an event of another class than core hits, to hand it over later.</summary>
    /// <returns>How many of <paramref name="hits"/> were filled.</returns>
    public int Find(in EventRecord record, Span<Bucket?> hits)
    {
        lock (_lock)
        {
            return FindBuckets(record, hits);
        }
    }

    /// <summary>
    /// Hands over several events in their order to whom they go now. Each hit exactly these buckets, which may have become empty since.
    /// </summary>
    public void HandOver(ReadOnlySpan<Bucket?> hits, IRunReceiver run)
    {
        lock (_lock)
        {
            if (hits is [var bucket])
            {
                foreach (var subscription in bucket!.Plain)
                {
                    run.AllMatched(subscription);
                }

                for (var index = 0; index < run.Count && bucket.Special.Length > 0; index++)
                {
                    HandOver(run.Begin(index), bucket.Special, run);
                }

                return;
            }

            if (!HasSpecial(hits))
            {
                _once.HandOverRun(hits, run);
                return;
            }

            // A session may have several of them, and gets what each adds in the order of the events.
            for (var index = 0; index < run.Count; index++)
            {
                _once.HandOver(run.Begin(index), hits, run);
            }
        }
    }

    private static bool HasSpecial(ReadOnlySpan<Bucket?> hits)
    {
        foreach (var bucket in hits)
        {
            if (bucket!.Special.Length > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static void HandOver(in EventRecord record, ReadOnlySpan<Subscription> subscriptions, IMatchReceiver receiver)
    {
        foreach (var subscription in subscriptions)
        {
            receiver.Matched(record, subscription);
        }
    }

    private static Subscription Create(
        SubscriptionSet set, in SubscriptionName name, byte[] key, SubscriptionBody? body, bool isAutomatic)
    {
        var isOwnService = name.Service.SequenceEqual(set.Subscriber.Service);
        return new Subscription(set.Subscriber, key, body, isAutomatic, isOwnService) { Sequence = ++set.LastSequence };
    }

    private static byte[] ClassKey(in SubscriptionName name)
    {
        var key = new byte[name.Service.Length + 1 + name.Class.Length];
        name.Class.CopyTo(key.AsSpan(KeyWriter.Part(key, 0, name.Service)));
        return key;
    }

    private int FindBuckets(in EventRecord record, Span<Bucket?> hits)
    {
        var length = record.Service.Length + 1 + record.Class.Length;
        var key = length <= UsualKeyBytes ? stackalloc byte[UsualKeyBytes] : new byte[length];
        record.Class.CopyTo(key[KeyWriter.Part(key, 0, record.Service)..]);
        return _classes.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key[..length], out var subscriptions)
            ? subscriptions.Find(record, hits)
            : 0;
    }

    private void Insert(Subscription subscription)
    {
        var key = ClassKey(subscription.Name);
        if (!_classes.TryGetValue(key, out var subscriptions))
        {
            _classes.Add(key, subscriptions = new ClassSubscriptions());
        }

        subscriptions.Add(subscription);
        Count++;
    }

    private void Delete(Subscription subscription)
    {
        var key = ClassKey(subscription.Name);
        var subscriptions = _classes[key];
        subscriptions.Remove(subscription);
        Count--;
        if (subscriptions.IsEmpty)
        {
            _classes.Remove(key);
        }
    }
}

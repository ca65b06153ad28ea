using EventPlatform.Contracts.Events;

namespace EventPlatform.Gateway.Hub.Subscriptions;

/// <summary>
/// The subscriptions to one class of one service: a dictionary for each combination of given fields, made when it is needed.
/// An event is looked up in those whose fields it has, and nowhere else (docs/architecture.md, 2).
/// </summary>
internal sealed class ClassSubscriptions
{
    private const int Combinations = 8;
    private readonly Dictionary<byte[], Bucket>?[] _byGiven = new Dictionary<byte[], Bucket>?[Combinations];

    public bool IsEmpty => Array.TrueForAll(_byGiven, buckets => buckets is null);

    public void Add(Subscription subscription)
    {
        var name = subscription.Name;
        var key = FieldKey.Write(new byte[FieldKey.BytesMax], name.Given, name.Subclass, name.Type, name.ObjId);
        var lookup = (_byGiven[(int)name.Given] ??= new(Utf8Comparer.Instance)).GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!lookup.TryGetValue(key, out var bucket))
        {
            bucket = new Bucket(key.ToArray());
            lookup[key] = bucket;
        }

        bucket.Add(subscription);
    }

    public void Remove(Subscription subscription)
    {
        var given = (int)subscription.Name.Given;
        var bucket = subscription.Bucket!;
        bucket.Remove(subscription);
        if (bucket.Count == 0 && _byGiven[given]!.Remove(bucket.Key) && _byGiven[given]!.Count == 0)
        {
            _byGiven[given] = null;
        }
    }

    /// <summary>The buckets that match an event.</summary>
    /// <returns>How many of <paramref name="hits"/> were filled.</returns>
    public int Find(in EventRecord record, Span<Bucket?> hits)
    {
        var length = record.Subclass.Length + record.Type.Length + record.ObjId.Length + 3;
        var space = length <= FieldKey.UsualBytes ? stackalloc byte[FieldKey.UsualBytes] : new byte[length];
        var count = 0;
        for (var given = 0; given < Combinations; given++)
        {
            var parts = (EventParts)given;
            if (_byGiven[given] is not { } buckets || (record.Given & parts) != parts)
            {
                continue;
            }

            var key = FieldKey.Write(space, parts, record.Subclass, record.Type, record.ObjId);
            if (buckets.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out var bucket))
            {
                hits[count++] = bucket;
            }
        }

        return count;
    }
}

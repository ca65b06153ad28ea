using System.Runtime.CompilerServices;

namespace EventPlatform.Gateway.Hub.Subscriptions;

/// <summary>Room for the buckets that an event can hit: one per combination of fields.</summary>
[InlineArray(8)]
internal struct BucketHits
{
    private Bucket? _first;
}

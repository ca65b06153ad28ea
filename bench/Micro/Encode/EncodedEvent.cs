using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.ExternalApi.Events;
using EventPlatform.Gateway.Hub.Subscriptions;

namespace EventPlatform.Bench.Micro.Encode;

/// <summary>An event on its way out, as the External API does it.</summary>
internal sealed class EncodedEvent
{
    private readonly EventEncoder _encoder = new();

    /// <summary>Matches the event, encodes it and queues it.</summary>
    /// <returns>How many got it.</returns>
    internal int Deliver(SubscriptionIndex index, in EventRecord record)
    {
        _encoder.Begin();
        index.Match(record, _encoder);
        return _encoder.DeliveredCount;
    }
}

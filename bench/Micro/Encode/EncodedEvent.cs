using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.ExternalApi.Events;
using EventPlatform.Gateway.Hub.Subscriptions;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Bench.Micro.Encode;

/// <summary>Events on their way out, as the External API does it.</summary>
internal sealed class EncodedEvent
{
    private readonly EventEncoder _encoder = new();
    private readonly HeldEvents _held;
    private readonly SubscriptionIndex _index;

    internal EncodedEvent(SubscriptionIndex index)
    {
        _index = index;
        _held = new HeldEvents(index, _encoder);
    }

    /// <summary>Matches an event by itself, encodes it and queues it.</summary>
    /// <returns>How many got it.</returns>
    internal int Deliver(in EventRecord record)
    {
        _encoder.Begin();
        _index.Match(record, _encoder);
        return TakeDelivered();
    }

    /// <summary>The same with the events of a block, as far as possible as one run.</summary>
    /// <returns>How many deliveries there were.</returns>
    internal int DeliverBlock(byte[] block)
    {
        using var writers = WriterBatch.Open();
        var reader = new EventBlockReader(block);
        while (reader.TryRead(out var record))
        {
            _held.Add(record, reader.Bytes);
        }

        _held.HandOver();
        return TakeDelivered();
    }

    private int TakeDelivered()
    {
        var delivered = _encoder.DeliveredCount;
        _encoder.DeliveredCount = 0;
        return delivered;
    }
}

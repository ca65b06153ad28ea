using EventPlatform.Gateway.Hub.Subscriptions;

namespace EventPlatform.Bench.Micro.Match;

/// <summary>A session as the index sees it.</summary>
internal sealed class Subscriber : ISubscriber
{
    private readonly SubscriptionSet _subscriptions;

    internal Subscriber() => _subscriptions = new SubscriptionSet(this);

    public ReadOnlySpan<byte> Service => SampleEvent.Service;

    /// <summary>Subscribes to events of the sample's class.</summary>
    /// <param name="index">The index.</param>
    /// <param name="objId">The object; <c>*</c>: any.</param>
    internal void Subscribe(SubscriptionIndex index, ReadOnlySpan<byte> objId) =>
        index.Subscribe(_subscriptions, new SubscriptionName(SampleEvent.Service, SampleEvent.Class, "*"u8, "*"u8, objId), null);
}

using EventPlatform.Contracts.Events;

namespace EventPlatform.Gateway.Hub.Subscriptions;

/// <summary>Takes the subscriptions that match an event.</summary>
internal interface IMatchReceiver
{
    /// <summary>A match. Called under the index's lock: it queues and returns, and changes no subscription.</summary>
    void Matched(in EventRecord record, Subscription subscription);
}

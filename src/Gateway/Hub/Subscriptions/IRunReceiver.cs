using EventPlatform.Contracts.Events;

namespace EventPlatform.Gateway.Hub.Subscriptions;

/// <summary>
/// Takes the matches of several events that hit the same buckets. Called under the index's lock, as <see cref="IMatchReceiver"/>.
/// </summary>
internal interface IRunReceiver : IMatchReceiver
{
    /// <summary>How many events there are.</summary>
    int Count { get; }

    /// <summary>Begins with one of them; its matches follow.</summary>
    EventRecord Begin(int index);

    /// <summary>A match of all events together, by a subscription that gets them as everybody does.</summary>
    void AllMatched(Subscription subscription);
}

using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.Hub.Subscriptions;

namespace EventPlatform.Bench.Micro.Match;

/// <summary>Takes matches and does nothing else.</summary>
internal sealed class CountingReceiver : IMatchReceiver
{
    private int _count;

    /// <summary>Matches the event.</summary>
    /// <returns>How many got it.</returns>
    internal int Match(SubscriptionIndex index, in EventRecord record)
    {
        _count = 0;
        index.Match(record, this);
        return _count;
    }

    void IMatchReceiver.Matched(in EventRecord record, Subscription subscription) => _count++;
}

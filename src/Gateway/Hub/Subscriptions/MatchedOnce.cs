using System.Runtime.CompilerServices;
using EventPlatform.Contracts.Events;

namespace EventPlatform.Gateway.Hub.Subscriptions;

/// <summary>
/// Several subscriptions of a session match: those with equal bodies are one delivery (external-api.md 5). Reused; guarded by the index's
/// lock.
/// </summary>
internal sealed class MatchedOnce : IEqualityComparer<Subscription>
{
    /// <summary>Entries up to which the space is kept for the next event.</summary>
    private const int KeptMax = 16_384;

    private readonly HashSet<Subscription> _seen;

    public MatchedOnce() => _seen = new HashSet<Subscription>(this);

    public void HandOver(in EventRecord record, ReadOnlySpan<Bucket?> hits, IMatchReceiver receiver)
    {
        try
        {
            foreach (var bucket in hits)
            {
                HandOver(record, bucket!.Plain, receiver);
                HandOver(record, bucket.Special, receiver);
            }
        }
        finally
        {
            Forget();
        }
    }

    /// <summary>Hands over all events of a run at once to those who get them as everybody does.</summary>
    public void HandOverRun(ReadOnlySpan<Bucket?> hits, IRunReceiver receiver)
    {
        try
        {
            foreach (var bucket in hits)
            {
                HandOver(bucket!.Plain, receiver);
            }
        }
        finally
        {
            Forget();
        }
    }

    public bool Equals(Subscription? x, Subscription? y) =>
        ReferenceEquals(x!.Subscriber, y!.Subscriber) && SubscriptionBody.AreEqual(x.Body, y.Body);

    public int GetHashCode(Subscription obj) =>
        HashCode.Combine(RuntimeHelpers.GetHashCode(obj.Subscriber), obj.Body?.ValueHash ?? 0);

    private void HandOver(in EventRecord record, ReadOnlySpan<Subscription> subscriptions, IMatchReceiver receiver)
    {
        foreach (var subscription in subscriptions)
        {
            if (_seen.Add(subscription))
            {
                receiver.Matched(record, subscription);
            }
        }
    }

    private void HandOver(ReadOnlySpan<Subscription> subscriptions, IRunReceiver receiver)
    {
        foreach (var subscription in subscriptions)
        {
            if (_seen.Add(subscription))
            {
                receiver.AllMatched(subscription);
            }
        }
    }

    private void Forget()
    {
        _seen.Clear();
        if (_seen.Capacity > KeptMax)
        {
            _seen.TrimExcess();
        }
    }
}

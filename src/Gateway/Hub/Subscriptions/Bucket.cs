using System.Runtime.CompilerServices;

namespace EventPlatform.Gateway.Hub.Subscriptions;

/// <summary>
/// The subscriptions of all sessions to one name, in any order: added and removed in constant time. Those who get the event as everybody
/// does stand apart from those for whom it is encoded otherwise.
/// </summary>
internal sealed class Bucket(byte[] key)
{
    private BucketItems _plain;

    /// <summary>Null: there were none.</summary>
    private StrongBox<BucketItems>? _special;

    /// <summary>Its key in its dictionary.</summary>
    public byte[] Key { get; } = key;

    public int Count => _plain.Count + (_special?.Value.Count ?? 0);

    /// <summary>Those that add nothing and listen to their own service.</summary>
    public ReadOnlySpan<Subscription> Plain => _plain.Items;

    /// <summary>The others.</summary>
    public ReadOnlySpan<Subscription> Special => _special is null ? default : _special.Value.Items;

    public void Add(Subscription subscription)
    {
        subscription.Bucket = this;
        ListOf(subscription).Add(subscription);
    }

    public void Remove(Subscription subscription)
    {
        ListOf(subscription).Remove(subscription);
        subscription.Bucket = null;
    }

    /// <summary>Changes what a subscription of it adds.</summary>
    public void Replace(Subscription subscription, SubscriptionBody? body)
    {
        ListOf(subscription).Remove(subscription);
        subscription.Body = body;
        ListOf(subscription).Add(subscription);
    }

    private ref BucketItems ListOf(Subscription subscription)
    {
        if (subscription.IsPlain)
        {
            return ref _plain;
        }

        return ref (_special ??= new StrongBox<BucketItems>()).Value;
    }
}

using EventPlatform.Gateway.ExternalApi.Plugins;

namespace EventPlatform.Gateway.Tests.ExternalApi.Plugins;

/// <summary>Keeps what it was asked.</summary>
internal sealed class FakeSubscriptionHook(Func<HookedSubscription, bool> allows) : ISubscriptionHook
{
    public List<HookedSubscription> Asked { get; } = [];

    public ValueTask<bool> Allows(HookedSubscription subscription, CancellationToken cancellationToken)
    {
        Asked.Add(subscription);
        return new(allows(subscription));
    }
}

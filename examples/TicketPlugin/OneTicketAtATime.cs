using EventPlatform.Gateway.ExternalApi.Plugins;

namespace EventPlatform.TicketPlugin;

/// <summary>Events of class <c>ticket</c> are subscribed to ticket by ticket, by its number as obj_id.</summary>
internal sealed class OneTicketAtATime : ISubscriptionHook
{
    public ValueTask<bool> Allows(HookedSubscription subscription, CancellationToken cancellationToken) =>
        new(subscription is not { Class: "ticket", ObjId: null });
}

namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>
/// May refuse subscriptions that the rules allow (external-api.md 7 and 8). Registered as a singleton service; several are asked in the
/// order of their registration until one refuses.
/// </summary>
public interface ISubscriptionHook
{
    /// <summary>
    /// Asked for every <c>event/subscribe</c> after the rules, for admin too, also when only the body of a subscription is replaced; not
    /// for the two subscriptions that come with a login. What is subscribed stays subscribed whatever the hook would say later.
    /// Called, and exceptions treated, like <see cref="ICommandHook.Allows"/>.
    /// </summary>
    /// <param name="subscription">What is asked for; it may be kept.</param>
    /// <param name="cancellationToken">Cancelled when the caller is gone: nobody waits for the answer any more.</param>
    /// <returns>False: it is refused with 100030; a subscription of that name that there is stays as it is.</returns>
    ValueTask<bool> Allows(HookedSubscription subscription, CancellationToken cancellationToken);
}

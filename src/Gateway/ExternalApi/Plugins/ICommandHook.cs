namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>
/// May refuse commands that the rules allow (external-api.md 7 and 8). Registered as a singleton service; several are asked in the order
/// of their registration until one refuses.
/// </summary>
public interface ICommandHook
{
    /// <summary>
    /// Asked after the rules and before the command is carried out, for admin too, whom only the rules let do everything. Not asked for
    /// <c>user/login</c>, <c>user/refresh</c>, <c>event/unsubscribe</c> and <c>event/get_subscriptions</c>, which concern the caller
    /// alone, nor for <c>event/subscribe</c> (<see cref="ISubscriptionHook"/>); asked for every other command of every class, publishing
    /// and commands that nobody knows included, and for calls by HTTP (<c>/rpc</c>).
    /// The requests of a connection come one after another and wait for the hook; those of several come at the same time, on any thread.
    /// The hook awaits what takes time and never blocks. An exception is logged under a reference, and answered with 100003: the command
    /// is not carried out.
    /// </summary>
    /// <param name="command">The command; it may be kept.</param>
    /// <param name="cancellationToken">Cancelled when the caller is gone: nobody waits for the answer any more.</param>
    /// <returns>False: it is refused with 100030, and nothing is changed.</returns>
    ValueTask<bool> Allows(HookedCommand command, CancellationToken cancellationToken);
}

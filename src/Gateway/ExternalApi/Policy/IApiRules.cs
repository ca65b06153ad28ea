using EventPlatform.Gateway.Hub.Subscriptions;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.ExternalApi.Policy;

/// <summary>The rules of <c>Authorization:Rules</c> (external-api.md 7). They are not asked about admin, who may do everything.</summary>
internal interface IApiRules
{
    bool MayCommand(Caller caller, CommandQuestion question);

    bool MaySubscribe(Caller caller, in SubscriptionName name);

    /// <param name="caller">Who publishes.</param>
    /// <param name="name">The event's fields; those it omits are <c>*</c>.</param>
    bool MayPublish(Caller caller, in SubscriptionName name);
}

using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Contracts.Gateways;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Contracts.Subscriptions;
using Orleans.Embedded;

namespace EventPlatform.Silo;

/// <summary>Who calls whom (docs/architecture.md, 3). Calls go one way, or cycles would wait for each other.</summary>
public static class PlatformCalls
{
    public static CallGraph Known() => new CallGraph()
        .AllowClient<IGatewayGrain>()
        .AllowClient<IGatewayRegistryGrain>()
        .AllowClient<ISessionGrain>()
        .AllowClient<IUserGrain>()
        .AllowClient<ISubscriptionGrain>()
        .AllowClient<IDirectoryGrain>()
        .AllowClient<ITenantGrain>()
        .AllowClient<IExtensionGrain>()
        .AllowClient<IAccountsGrain>()
        .Allow<IGatewayGrain, ISessionGrain>()
        .Allow<ISessionGrain, IUserGrain>()
        .Allow<IExtensionGrain, ITenantGrain>()
        .Allow<ITenantGrain, IExtensionGrain>()
        .Allow<ITenantGrain, IDirectoryGrain>()
        .Allow<IAccountsGrain, IDirectoryGrain>()
        .Allow<IDirectoryGrain, ITenantGrain>()
        .Allow<IDirectoryGrain, IAccountsGrain>();
}

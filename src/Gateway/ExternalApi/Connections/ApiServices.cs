using EventPlatform.Contracts;
using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Plugins;
using EventPlatform.Gateway.Hub.Subscriptions;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Sessions;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.ExternalApi.Connections;

/// <summary>What all connections of this front end share; one reference per connection instead of a dozen.</summary>
internal sealed record ApiServices(
    ExternalApiSettings Settings,
    AuthenticatorChain Authenticators,
    LiveRules Rules,
    CommandTable Commands,
    SubscriptionIndex Index,
    EventPublisher Publisher,
    ISessions Sessions,
    ReplicaStore Replica,
    GrainCalls Calls,
    TimingWheel Wheel,
    TimeProvider Time,
    IIdSource Ids,
    ExternalApiMetrics Metrics,
    ApiHooks Hooks)
{
    /// <summary>The time for an event that is published now.</summary>
    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();
}

using EventPlatform.Contracts;
using EventPlatform.Contracts.Gateways;
using EventPlatform.Contracts.Sessions;

namespace EventPlatform.Gateway.Tests.Sessions;

/// <summary>A list on which only the gateway that asks is live.</summary>
internal sealed class FakeRegistry : IGatewayRegistryGrain
{
    /// <summary>Is told of each renewal.</summary>
    internal Action OnRenew { get; init; } = () => { };

    /// <summary>Who has renewed.</summary>
    internal HashSet<GatewayRef> Renewed { get; } = [];

    public Task<Outcome<RegistryView>> Renew(GatewayRef gateway, CancellationToken cancellationToken = default)
    {
        Renewed.Add(gateway);
        OnRenew();
        return Task.FromResult<Outcome<RegistryView>>(new RegistryView([gateway], []));
    }

    public Task Leave(GatewayRef gateway, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task Settled(GatewayRef gateway, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<RegistryView> View(CancellationToken cancellationToken = default) => Task.FromResult(new RegistryView([], []));
}

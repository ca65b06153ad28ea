using System.Collections.Immutable;
using EventPlatform.Contracts.Gateways;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.LiveApi;
using EventPlatform.Gateway.Sessions;
using EventPlatform.Silo;

namespace EventPlatform.Gateway.Core;

/// <summary>The processes that live: gateways as they renew their leases, silos as the engine knows them.</summary>
internal sealed class ServerNodes(IGrainFactory grains, GrainCalls calls, GatewayIdentity identity, ISiloList silos)
{
    /// <summary>By role, then id. A gateway that has not renewed since its grain was activated is missing, for 3 s at most.</summary>
    public async Task<GatewayResult<ImmutableArray<ServerNode>>> List(CancellationToken cancellationToken)
    {
        var registry = await calls.Retry(() => grains.GetGrain<IGatewayRegistryGrain>(0).View(cancellationToken));
        if (!registry.IsOk)
        {
            return registry.Failure!;
        }

        var live = await calls.Retry(() => silos.Live());
        if (!live.IsOk)
        {
            return live.Failure!;
        }

        var others = registry.Value.Live.Where(gateway => gateway.GatewayId != identity.Current.GatewayId);
        var asked = await Task.WhenAll(others.Select(gateway => Ask(gateway, cancellationToken)));
        if (asked.FirstOrDefault(one => one.Failure is not null).Failure is { } failure)
        {
            return failure;
        }

        var gateways = asked.Select(one => one.Value).OfType<ServerNode>().Prepend(NodeOf(identity.Current, identity.Facts)).ToList();
        var known = gateways.Select(node => node.Id).ToHashSet();
        var alone = live.Value.Where(silo => !known.Contains(silo.Name)).Select(silo => new ServerNode(silo.Name, "silo", silo.StartedAt));
        return gateways.Concat(alone)
            .OrderBy(node => node.Role, StringComparer.Ordinal)
            .ThenBy(node => node.Id, StringComparer.Ordinal)
            .ToImmutableArray();
    }

    private static ServerNode NodeOf(GatewayRef gateway, GatewayFacts facts) =>
        new(gateway.GatewayId, facts.HostsSilo ? "both" : "gateway", facts.StartedAt);

    private async Task<GatewayResult<ServerNode>> Ask(GatewayRef gateway, CancellationToken cancellationToken)
    {
        var facts = await calls.Retry(() => grains.GetGrain<IGatewayGrain>(gateway.GatewayId).Facts(cancellationToken));
        return facts.IsOk ? NodeOf(gateway, facts.Value) : new GatewayResult<ServerNode>(null, facts.Refusal, facts.Failure);
    }
}

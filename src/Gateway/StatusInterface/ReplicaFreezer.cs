using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>
/// Copies of the replica that stay as they are while reports are written. A tenant's copy is shared by all reports until the tenant
/// changes, so that many slow readers hold one copy and not one each.
/// </summary>
internal sealed class ReplicaFreezer(ReplicaStore store)
{
    // Weak in its keys: a view that the replica has replaced takes its copy along.
    private readonly ConditionalWeakTable<TenantView, FrozenTenant> _tenants = [];

    /// <summary>The state of this moment. Under <see cref="ReplicaStore.Gate"/>.</summary>
    public ImmutableArray<FrozenLocation> Freeze() =>
        [.. store.Locations.Select(location => new FrozenLocation(location.Name, [.. location.Tenants.Select(Freeze)]))];

    private FrozenTenant Freeze(TenantView tenant)
    {
        if (_tenants.TryGetValue(tenant, out var frozen) && frozen.Number == tenant.Number)
        {
            return frozen;
        }

        frozen = new FrozenTenant(tenant, tenant.Number, tenant.Extensions());
        _tenants.AddOrUpdate(tenant, frozen);
        return frozen;
    }
}

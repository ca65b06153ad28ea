using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Grains.Directory;

/// <summary>The ids of all that is no account: one id names one object, whatever its kind.</summary>
internal sealed class PlaceIds
{
    private readonly HashSet<Guid> _extensions = [];
    private readonly HashSet<Guid> _others = [];

    internal PlaceIds(CoreServer? coreServer, IEnumerable<LocationEntry> locations, IEnumerable<TenantContent> tenants)
    {
        if (coreServer is not null)
        {
            _others.Add(coreServer.Id);
        }

        foreach (var location in locations)
        {
            _others.Add(location.Id);
            _others.UnionWith(location.Tenants.Select(tenant => tenant.Id));
        }

        foreach (var tenant in tenants)
        {
            _others.UnionWith(tenant.Statuses.Select(status => status.Id));
            _extensions.UnionWith(tenant.Extensions.Select(extension => extension.Id));
        }
    }

    internal bool HasExtension(Guid id) => _extensions.Contains(id);

    internal bool Has(Guid id) => _extensions.Contains(id) || _others.Contains(id);
}

using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Grains.Directory;

/// <summary>
/// All places as the last decided change left them, and what each id names: one id names one object, whatever its kind. Directory checks
/// changes against it; it follows them without reading documents again.
/// </summary>
internal sealed class PlaceBook
{
    private readonly Dictionary<Guid, PlaceRef> _byId = [];
    private readonly Dictionary<Guid, TenantContent> _contents = [];

    /// <param name="coreServer">Its id is taken too.</param>
    /// <param name="locations">The root's locations.</param>
    /// <param name="contents">The documents of all their tenants.</param>
    internal PlaceBook(CoreServer? coreServer, IReadOnlyList<LocationEntry> locations, IReadOnlyDictionary<Guid, TenantContent> contents)
    {
        if (coreServer is not null)
        {
            _byId.Add(coreServer.Id, new PlaceRef(null, null));
        }

        Locations = locations;
        AddLocations();
        foreach (var (tenant, content) in contents)
        {
            Add(tenant, content);
        }
    }

    internal IReadOnlyList<LocationEntry> Locations { get; private set; }

    internal bool Has(Guid id) => _byId.ContainsKey(id);

    internal bool HasExtension(Guid id) => Find(id)?.Kind == PlaceKind.Extension;

    internal PlaceRef? Find(Guid id) => _byId.TryGetValue(id, out var place) ? place : null;

    internal LocationEntry Location(Guid id) => Locations.First(location => location.Id == id);

    /// <summary>The document of a tenant that is there.</summary>
    internal TenantContent Content(Guid tenant) => _contents[tenant];

    /// <summary>A change is decided.</summary>
    internal void Follow(DirectoryChange change)
    {
        foreach (var tenant in change.Tenants.Keys)
        {
            Remove(tenant);
        }

        if (change.Locations is { } locations)
        {
            RemoveLocations();
            Locations = locations;
            AddLocations();
        }

        foreach (var (tenant, content) in change.Tenants)
        {
            if (content is not null)
            {
                Add(tenant, content);
            }
        }
    }

    private void Add(Guid tenant, TenantContent content)
    {
        _contents.Add(tenant, content);
        foreach (var status in content.Statuses)
        {
            _byId.Add(status.Id, new PlaceRef(PlaceKind.Status, tenant));
        }

        foreach (var extension in content.Extensions)
        {
            _byId.Add(extension.Id, new PlaceRef(PlaceKind.Extension, tenant));
        }
    }

    private void Remove(Guid tenant)
    {
        if (!_contents.Remove(tenant, out var content))
        {
            return;
        }

        foreach (var id in content.Statuses.Select(status => status.Id).Concat(content.Extensions.Select(extension => extension.Id)))
        {
            _byId.Remove(id);
        }
    }

    private void AddLocations()
    {
        foreach (var location in Locations)
        {
            _byId.Add(location.Id, new PlaceRef(PlaceKind.Location, null));
            foreach (var tenant in location.Tenants)
            {
                _byId.Add(tenant.Id, new PlaceRef(PlaceKind.Tenant, location.Id));
            }
        }
    }

    private void RemoveLocations()
    {
        foreach (var location in Locations)
        {
            _byId.Remove(location.Id);
            foreach (var tenant in location.Tenants)
            {
                _byId.Remove(tenant.Id);
            }
        }
    }
}

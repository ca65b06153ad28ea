using System.Text.Json;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.LiveApi.Config;
using EventPlatform.Gateway.LiveApi.Rest;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.LiveApi.Live;

/// <summary>
/// Locations, their tenants, and their statuses and extensions; the same tree in both APIs. The live one has state and actions, the
/// configured one can be changed.
/// </summary>
internal sealed class LocationTree
{
    private readonly ReplicaStore _replica;
    private readonly LiveApiServices? _changing;

    private LocationTree(ReplicaStore replica, LiveApiServices? changing) => (_replica, _changing) = (replica, changing);

    public static Resource Live(ReplicaStore replica) => new LocationTree(replica, null).Locations();

    public static Resource Configured(LiveApiServices services) => new LocationTree(services.Replica, services).Locations();

    private NamedSet<LocationView> Locations()
    {
        var writer = Writer(PlaceKind.Location);
        return new NamedSet<LocationView>(
            () => _replica.Locations,
            location => location.Id,
            location => location.Name,
            LiveJson.Write,
            location => Open(
                json => LiveJson.Write(json, location), writer, () => Place.Of(location), ("tenants", Tenants(location))))
        {
            Create = writer is null ? null : writer.Create,
        };
    }

    private NamedSet<TenantView> Tenants(LocationView location)
    {
        var writer = Writer(PlaceKind.Tenant, location.Id);
        return new NamedSet<TenantView>(
            () => location.Tenants,
            tenant => tenant.Id,
            tenant => tenant.Name,
            LiveJson.Write,
            tenant => Open(
                json => LiveJson.Write(json, tenant),
                writer,
                () => Place.Of(tenant),
                ("statuses", Statuses(tenant)),
                ("extensions", Extensions(tenant))))
        {
            Create = writer is null ? null : writer.Create,
        };
    }

    private NamedSet<StatusEntry> Statuses(TenantView tenant)
    {
        var writer = Writer(PlaceKind.Status, tenant.Location.Id, tenant.Id);
        return new NamedSet<StatusEntry>(
            () => tenant.Statuses,
            status => status.Id,
            status => status.Name,
            LiveJson.Write,
            status => Open(json => LiveJson.Write(json, status), writer, () => Place.Of(tenant, status)))
        {
            Create = writer is null ? null : writer.Create,
        };
    }

    private ExtensionSet Extensions(TenantView tenant)
    {
        var scope = new ExtensionScope(_replica, tenant);
        return Writer(PlaceKind.Extension, tenant.Location.Id, tenant.Id) is { } writer
            ? new ExtensionSet(
                scope,
                ConfigJson.Write,
                row => Open(json => ConfigJson.Write(json, row), writer, () => Place.Of(row.Extension)))
            { Create = writer.Create }
            : new ExtensionSet(scope, LiveJson.Write, ExtensionActions.Open);
    }

    private static InstanceResource Open(
        Action<Utf8JsonWriter> write,
        PlaceWriter? writer,
        Func<Place> place,
        params ReadOnlySpan<(string Segment, Resource? Resource)> children) => new(write, children)
        {
            Update = writer is null ? null : change => writer.Update(place(), change),
            Remove = writer is null ? null : change => writer.Delete(place(), change),
        };

    private PlaceWriter? Writer(PlaceKind kind, Guid? location = null, Guid? tenant = null) =>
        _changing is null ? null : new PlaceWriter(_changing, kind, location, tenant);
}

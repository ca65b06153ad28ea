using System.Text.Json;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.LiveApi.Rest;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.LiveApi.Live;

/// <summary>Locations, their tenants, and their statuses and extensions; the same tree in both APIs, extensions differ.</summary>
internal static class LocationTree
{
    /// <summary>With live state and actions.</summary>
    public static Resource Live(ReplicaStore replica) => Of(replica, LiveJson.Write, ExtensionActions.Open);

    public static Resource Of(
        ReplicaStore replica,
        Action<Utf8JsonWriter, ExtensionRow> writeExtension,
        Func<ExtensionRow, Resource> openExtension)
    {
        return new NamedSet<LocationView>(
            () => replica.Locations,
            location => location.Id,
            location => location.Name,
            LiveJson.Write,
            location => new InstanceResource(json => LiveJson.Write(json, location), ("tenants", Tenants(location))));

        Resource Tenants(LocationView location) => new NamedSet<TenantView>(
            () => location.Tenants,
            tenant => tenant.Id,
            tenant => tenant.Name,
            LiveJson.Write,
            tenant => new InstanceResource(
                json => LiveJson.Write(json, tenant),
                ("statuses", Statuses(tenant)),
                ("extensions", new ExtensionSet(new ExtensionScope(replica, tenant), writeExtension, openExtension))));
    }

    private static NamedSet<StatusEntry> Statuses(TenantView tenant) => new(
        () => tenant.Statuses,
        status => status.Id,
        status => status.Name,
        LiveJson.Write,
        status => new InstanceResource(json => LiveJson.Write(json, status)));
}

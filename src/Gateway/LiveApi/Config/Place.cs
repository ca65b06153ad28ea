using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.LiveApi.Config;

/// <summary>A location, tenant, status or extension as it is configured: without live state.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Location">The location that it is in; null for a location.</param>
/// <param name="Tenant">The tenant that it is in; null for locations and tenants.</param>
/// <param name="Id">Its id.</param>
/// <param name="Values">The rest.</param>
internal sealed record Place(PlaceKind Kind, Guid? Location, Guid? Tenant, Guid Id, PlaceValues Values)
{
    public static Place Of(LocationView location) =>
        new(PlaceKind.Location, null, null, location.Id, new PlaceValues(location.Name));

    public static Place Of(TenantView tenant) =>
        new(PlaceKind.Tenant, tenant.Location.Id, null, tenant.Id, new PlaceValues(tenant.Name));

    public static Place Of(TenantView tenant, StatusEntry status) =>
        new(PlaceKind.Status, tenant.Location.Id, tenant.Id, status.Id, new PlaceValues(status.Name, status.Type));

    public static Place Of(ExtensionView extension) => new(
        PlaceKind.Extension,
        extension.Tenant.Location.Id,
        extension.Tenant.Id,
        extension.Id,
        new PlaceValues(extension.Number, extension.DisplayName));
}

using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Grains.Directory;

/// <summary>A place, whatever its kind, as it is compared and told.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Parent">Where it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="Values">Its values.</param>
/// <param name="StatusNumber">A status' number; else 0.</param>
/// <param name="GivenUnder">Of an extension: the document version that gave it state; else 0.</param>
/// <param name="Given">That state.</param>
internal sealed record PlaceNode(
    PlaceKind Kind,
    Guid? Parent,
    Guid Id,
    PlaceValues Values,
    int StatusNumber = 0,
    long GivenUnder = 0,
    ExtensionState? Given = null)
{
    internal static PlaceNode Of(LocationEntry location) => new(PlaceKind.Location, null, location.Id, new PlaceValues(location.Name));

    internal static PlaceNode Of(Guid location, TenantEntry tenant) =>
        new(PlaceKind.Tenant, location, tenant.Id, new PlaceValues(tenant.Name));

    internal static PlaceNode Of(Guid tenant, StatusEntry status) =>
        new(PlaceKind.Status, tenant, status.Id, new PlaceValues(status.Name, status.Type), status.Number);

    internal static PlaceNode Of(Guid tenant, DocumentExtension extension) => new(
        PlaceKind.Extension,
        tenant,
        extension.Id,
        new PlaceValues(extension.Number, extension.DisplayName),
        GivenUnder: extension.GivenUnder,
        Given: extension.Given);

    internal DirectoryDelta Tell(DirectoryDeltaKind kind)
    {
        var state = kind is DirectoryDeltaKind.Added or DirectoryDeltaKind.Given ? Given : null;
        return new DirectoryDelta(kind, Kind, Parent, Id, Values, StatusNumber, state);
    }
}

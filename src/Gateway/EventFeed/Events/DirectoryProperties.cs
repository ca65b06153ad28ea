using EventPlatform.Contracts.Directory;
using EventPlatform.Gateway.Hub;

namespace EventPlatform.Gateway.EventFeed.Events;

/// <summary>The feed's types and properties of directory events (docs/protocols/event-feed.md, 2, second table).</summary>
internal static class DirectoryProperties
{
    public static ReadOnlySpan<byte> TypeOf(DirectoryEvent change) => (change.Place, change.Change) switch
    {
        (PlaceKind.Location, PlaceChange.Added) => "locationAdded"u8,
        (PlaceKind.Location, PlaceChange.Removed) => "locationRemoved"u8,
        (PlaceKind.Location, PlaceChange.Renamed) => "locationRenamed"u8,
        (PlaceKind.Tenant, PlaceChange.Added) => "tenantAdded"u8,
        (PlaceKind.Tenant, PlaceChange.Removed) => "tenantRemoved"u8,
        (PlaceKind.Tenant, PlaceChange.Renamed) => "tenantRenamed"u8,
        (PlaceKind.Status, PlaceChange.Added) => "statusAdded"u8,
        (PlaceKind.Status, PlaceChange.Removed) => "statusRemoved"u8,
        (PlaceKind.Status, PlaceChange.Renamed) => "statusRenamed"u8,
        (PlaceKind.Extension, PlaceChange.Added) => "extensionAdded"u8,
        (PlaceKind.Extension, PlaceChange.Removed) => "extensionRemoved"u8,
        (PlaceKind.Extension, PlaceChange.Renamed) => "extensionRenamed"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "No such change of a place."),
    };

    /// <summary>Adds what the event has besides the properties that all have.</summary>
    public static FeedEvent Add(FeedEvent told, DirectoryEvent change)
    {
        told.Id("locationId"u8, change.Location.Id).Text("location"u8, change.Location.Name);
        if (change.Tenant is { } tenant)
        {
            told.Id("tenantId"u8, tenant.Id).Text("tenant"u8, tenant.Name);
        }

        if (change.Place is PlaceKind.Status)
        {
            told.Id("statusId"u8, change.Id).Text("status"u8, change.Name).Text("statusType"u8, change.StatusType);
        }

        if (change.Place is PlaceKind.Extension)
        {
            told.Id("extensionId"u8, change.Id)
                .Text("extensionNumber"u8, change.Name)
                .Id("userId"u8, change.User?.Id)
                .Text("username"u8, change.User?.Username);
        }

        return change.OldName is { } old ? told.Text("oldName"u8, old).Text("newName"u8, change.Name) : told;
    }
}

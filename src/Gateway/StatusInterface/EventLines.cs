using EventPlatform.Contracts.Directory;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>
/// Events of extensions and of the directory (docs/protocols/status-interface.md, 3). Names are those valid when the event is encoded.
/// </summary>
internal static class EventLines
{
    // ExtensionStatusUpdatedEvent@#L@#T@#number@#status
    public static ReadOnlyMemory<byte> Status(ExtensionView extension) =>
        Start("ExtensionStatusUpdatedEvent"u8, extension).Name(extension.Status.Name).Take();

    // ExtensionNoteUpdatedEvent@#L@#T@#number@#note
    public static ReadOnlyMemory<byte> Note(ExtensionView extension) =>
        Start("ExtensionNoteUpdatedEvent"u8, extension).Note(extension.State.Note).Take();

    // ExtensionReturnTimeUpdatedEvent@#L@#T@#number@#seconds
    public static ReadOnlyMemory<byte> ReturnTime(ExtensionView extension) =>
        Start("ExtensionReturnTimeUpdatedEvent"u8, extension).ReturnTime(extension.State.ReturnTime).Take();

    // LocationAddedEvent@#L   TenantAddedEvent@#L@#T   StatusAddedEvent@#L@#T@#status   ExtensionAddedEvent@#L@#T@#number
    // and the same with Removed; renamed ones have the old and the new name in place of the last.
    public static ReadOnlyMemory<byte> Directory(DirectoryEvent change)
    {
        var line = new LineWriter().Line(Word(change));
        if (change.Place is not PlaceKind.Location)
        {
            line.Name(change.Location.Name);
        }

        if (change is { Place: PlaceKind.Status or PlaceKind.Extension, Tenant: { } tenant })
        {
            line.Name(tenant.Name);
        }

        if (change.OldName is { } old)
        {
            line.Name(old);
        }

        return line.Name(change.Name).Take();
    }

    private static ReadOnlySpan<byte> Word(DirectoryEvent change) => (change.Place, change.Change) switch
    {
        (PlaceKind.Location, PlaceChange.Added) => "LocationAddedEvent"u8,
        (PlaceKind.Location, PlaceChange.Removed) => "LocationRemovedEvent"u8,
        (PlaceKind.Location, PlaceChange.Renamed) => "LocationRenamedEvent"u8,
        (PlaceKind.Tenant, PlaceChange.Added) => "TenantAddedEvent"u8,
        (PlaceKind.Tenant, PlaceChange.Removed) => "TenantRemovedEvent"u8,
        (PlaceKind.Tenant, PlaceChange.Renamed) => "TenantRenamedEvent"u8,
        (PlaceKind.Status, PlaceChange.Added) => "StatusAddedEvent"u8,
        (PlaceKind.Status, PlaceChange.Removed) => "StatusRemovedEvent"u8,
        (PlaceKind.Status, PlaceChange.Renamed) => "StatusRenameEvent"u8, // sic
        (PlaceKind.Extension, PlaceChange.Added) => "ExtensionAddedEvent"u8,
        (PlaceKind.Extension, PlaceChange.Removed) => "ExtensionRemovedEvent"u8,
        (PlaceKind.Extension, PlaceChange.Renamed) => "ExtensionRenamedEvent"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "No such change of a place."),
    };

    private static LineWriter Start(ReadOnlySpan<byte> word, ExtensionView extension) =>
        new LineWriter().Line(word).Name(extension.Tenant.Location.Name).Name(extension.Tenant.Name).Name(extension.Number);
}

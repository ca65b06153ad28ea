using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>Events of extensions (docs/protocols/status-interface.md, 3). Names are those valid when the event is encoded.</summary>
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

    private static LineWriter Start(ReadOnlySpan<byte> word, ExtensionView extension) =>
        new LineWriter().Line(word).Name(extension.Tenant.Location.Name).Name(extension.Tenant.Name).Name(extension.Number);
}

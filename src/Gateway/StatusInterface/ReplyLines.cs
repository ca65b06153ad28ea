using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>Replies of one line (docs/protocols/status-interface.md, 2).</summary>
internal static class ReplyLines
{
    /// <summary>A set was carried out: an empty line.</summary>
    public static readonly ReadOnlyMemory<byte> Done = ReadOnlyMemory<byte>.Empty;

    // ExtensionStatus@#name
    public static ReadOnlyMemory<byte> Status(ExtensionView extension) =>
        new LineWriter().Line("ExtensionStatus"u8).Name(extension.Status.Name).Take();

    // ExtensionNote@#note
    public static ReadOnlyMemory<byte> Note(ExtensionView extension) =>
        new LineWriter().Line("ExtensionNote"u8).Note(extension.State.Note).Take();

    // ExtensionReturnTime@#seconds
    public static ReadOnlyMemory<byte> ReturnTime(ExtensionView extension) =>
        new LineWriter().Line("ExtensionReturnTime"u8).ReturnTime(extension.State.ReturnTime).Take();
}

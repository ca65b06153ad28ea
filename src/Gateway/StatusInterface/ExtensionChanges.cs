using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>What a set asks for; one of the fields is given.</summary>
internal static class ExtensionChanges
{
    /// <summary>Reads the value of a set, the last of the checks (docs/protocols/status-interface.md, 2).</summary>
    /// <param name="command">A set.</param>
    /// <param name="tenant">Its statuses may be set.</param>
    /// <param name="error">The reply when the value is refused.</param>
    public static ExtensionChange? Read(CommandLine command, TenantView tenant, out ReadOnlyMemory<byte> error)
    {
        error = default;
        switch (command.Command)
        {
            case StatusCommand.SetExtensionStatus when tenant.FindStatus(command.Value) is not null:
                return new ExtensionChange(Status: command.Value);
            case StatusCommand.SetExtensionStatus:
                error = ErrorLines.NoStatus(command.Value);
                return null;
            case StatusCommand.SetExtensionNote when NoteText.TryRead(command.Value, out var note):
                return new ExtensionChange(Note: note);
            case StatusCommand.SetExtensionNote:
                error = ErrorLines.InvalidNote;
                return null;
            case StatusCommand.SetExtensionReturnTime when ReturnTimeText.TryRead(command.Value, out var milliseconds):
                return new ExtensionChange(ReturnTime: milliseconds);
            case StatusCommand.SetExtensionReturnTime:
                error = ErrorLines.InvalidReturnTime;
                return null;
            default:
                throw new ArgumentOutOfRangeException(nameof(command), command.Command, "Not a set.");
        }
    }
}

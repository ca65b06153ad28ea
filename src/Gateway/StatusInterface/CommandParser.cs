using System.Collections.Frozen;
using System.Text;
using System.Text.Unicode;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>
/// Reads the client's lines: <c>command *("@#" parameter)</c>, split at every <c>@#</c> from the left, nothing trimmed
/// (docs/protocols/status-interface.md, 2).
/// </summary>
internal static class CommandParser
{
    private const string Separator = "@#";

    private static readonly FrozenDictionary<string, (StatusCommand Command, int ParameterCount)> Commands =
        new Dictionary<string, (StatusCommand, int)>
        {
            ["get_extension_state"] = (StatusCommand.GetExtensionState, 0),
            ["get_statuses"] = (StatusCommand.GetStatuses, 0),
            ["get_extension_status"] = (StatusCommand.GetExtensionStatus, 3),
            ["get_extension_note"] = (StatusCommand.GetExtensionNote, 3),
            ["get_extension_return_time"] = (StatusCommand.GetExtensionReturnTime, 3),
            ["set_extension_status"] = (StatusCommand.SetExtensionStatus, 4),
            ["set_extension_note"] = (StatusCommand.SetExtensionNote, 4),
            ["set_extension_return_time"] = (StatusCommand.SetExtensionReturnTime, 4),
            ["exit"] = (StatusCommand.Exit, 0),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="line">Without its end.</param>
    /// <param name="error">The reply when there is no command.</param>
    /// <returns>The command; null: it was refused.</returns>
    public static CommandLine? Parse(ReadOnlySpan<byte> line, out ReadOnlyMemory<byte> error)
    {
        error = default;
        if (!Utf8.IsValid(line))
        {
            error = ErrorLines.InvalidEncoding;
            return null;
        }

        var fields = Encoding.UTF8.GetString(line).Split(Separator);
        if (!Commands.TryGetValue(fields[0], out var known))
        {
            error = ErrorLines.InvalidCommand;
            return null;
        }

        if (fields.Length - 1 != known.ParameterCount)
        {
            error = ErrorLines.ParameterCount(known.ParameterCount, fields.Length - 1);
            return null;
        }

        return new CommandLine(known.Command, fields[1..]);
    }
}

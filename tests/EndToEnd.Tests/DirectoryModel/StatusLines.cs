namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>Commands of the Status interface (docs/protocols/status-interface.md, 2).</summary>
internal static class StatusLines
{
    private const string Separator = "@#";

    /// <summary>The reply; its lines are joined by LF.</summary>
    internal static string Reply(ModelDirectory directory, string line)
    {
        var fields = line.Split(Separator);
        int? expected = fields[0] switch
        {
            "get_extension_state" or "get_statuses" => 0,
            "get_extension_status" or "get_extension_note" or "get_extension_return_time" => 3,
            "set_extension_status" or "set_extension_note" or "set_extension_return_time" => 4,
            _ => null,
        };
        if (expected is not { } count)
        {
            return "Error: Invalid command.";
        }

        if (fields.Length - 1 != count)
        {
            return $"Error: Expected {count} parameters, got {fields.Length - 1}.";
        }

        return count == 0
            ? fields[0] == "get_statuses" ? ModelReports.Statuses(directory) : ModelReports.State(directory)
            : OfExtension(directory, fields);
    }

    private static string OfExtension(ModelDirectory directory, string[] fields)
    {
        if (directory.ByNames(fields[1]) is null)
        {
            return $"Error: Location '{fields[1]}' not found.";
        }

        if (directory.ByNames(fields[1], fields[2]) is null)
        {
            return $"Error: Tenant '{fields[2]}' not found.";
        }

        if (directory.ByNames(fields[1], fields[2], fields[3]) is not { } extension)
        {
            return $"Error: Extension '{fields[3]}' not found.";
        }

        return fields[0] switch
        {
            "get_extension_status" => $"ExtensionStatus@#{extension.Status.Name}",
            "get_extension_note" => $"ExtensionNote@#{ModelReports.MaskedNote(extension)}",
            "get_extension_return_time" => $"ExtensionReturnTime@#{ModelReports.Seconds(extension)}",
            "set_extension_status" => SetStatus(directory, extension, fields[4]),
            "set_extension_note" => SetNote(directory, extension, fields[4].Replace("#masknl#", "\n", StringComparison.Ordinal)),
            _ => SetReturnTime(directory, extension, fields[4]),
        };
    }

    private static string SetStatus(ModelDirectory directory, ModelPlace extension, string name)
    {
        if (extension.Parent!.Statuses.Find(status => status.Name == name) is not { } status)
        {
            return $"Error: Status '{name}' not found.";
        }

        directory.Set(extension, status, null, null);
        return "";
    }

    private static string SetNote(ModelDirectory directory, ModelPlace extension, string note)
    {
        if (!ModelNames.IsNote(note))
        {
            return "Error: Invalid note.";
        }

        directory.Set(extension, null, note, null);
        return "";
    }

    private static string SetReturnTime(ModelDirectory directory, ModelPlace extension, string seconds)
    {
        if (ModelNames.Milliseconds(seconds) is not { } returnTime)
        {
            return "Error: Return time must be a whole number of seconds.";
        }

        directory.Set(extension, null, null, returnTime);
        return "";
    }
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>What reports and documents show of the model.</summary>
internal static class ModelReports
{
    /// <summary>As the Status interface shows it: whole seconds, rounded down, 0 = none.</summary>
    internal static string Seconds(ModelPlace extension) =>
        (extension.ReturnTime < 0 ? 0 : extension.ReturnTime / 1000).ToString(CultureInfo.InvariantCulture);

    internal static string MaskedNote(ModelPlace extension) => extension.Note.Replace("\n", "#masknl#", StringComparison.Ordinal);

    internal static string State(ModelDirectory directory) => Report("State", directory, tenant => tenant.ByNumber.Select(extension =>
        $"Extension@#{extension.Name}@#{extension.Status.Name}@#{MaskedNote(extension)}@#{Seconds(extension)}"));

    internal static string Statuses(ModelDirectory directory) =>
        Report("Status", directory, tenant => tenant.Statuses.Select(status => $"Status@#{status.Name}"));

    /// <summary>The directory document without secrets.</summary>
    internal static JsonObject Document(ModelDirectory directory) => new()
    {
        ["version"] = 1,
        ["locations"] = List(directory.Locations, location => new JsonObject
        {
            ["id"] = location.Id,
            ["name"] = location.Name,
            ["tenants"] = List(location.Tenants, Tenant),
        }),
        ["users"] = List(directory.Users.OrderBy(user => user.Name, StringComparer.Ordinal), user => Of(user)),
    };

    /// <summary>A place as the Configuration API shows it.</summary>
    internal static JsonObject Config(ModelPlace place)
    {
        var json = new JsonObject { ["id"] = place.Id, [place.Kind == ModelKind.Extension ? "extensionNumber" : "name"] = place.Name };
        if (place.Kind is ModelKind.Status or ModelKind.Extension)
        {
            json[place.Kind == ModelKind.Status ? "type" : "displayName"] = place.Detail;
        }

        return json;
    }

    /// <summary>A user as the Configuration API and the document show it.</summary>
    internal static JsonObject Of(ModelUser user) => new()
    {
        ["id"] = user.Id,
        ["username"] = user.Name,
        ["displayName"] = user.DisplayName,
        ["enabled"] = user.IsEnabled,
        ["roles"] = new JsonArray([.. user.Roles.Select(role => (JsonNode)role)]),
        ["extensionId"] = user.ExtensionId,
    };

    /// <summary>An extension as the Live API shows it.</summary>
    internal static JsonObject Live(ModelDirectory directory, ModelPlace extension) => new()
    {
        ["id"] = extension.Id,
        ["extensionNumber"] = extension.Name,
        ["displayName"] = extension.Detail,
        ["configurationId"] = extension.Id,
        ["permissionId"] = null,
        ["status"] = extension.Status.Name,
        ["note"] = extension.Note,
        ["returnTime"] = extension.ReturnTime,
        ["userId"] = directory.BoundTo(extension)?.Id,
    };

    /// <summary>A user as the Live API shows it.</summary>
    internal static JsonObject Live(ModelUser user) => new()
    {
        ["id"] = user.Id,
        ["configurationId"] = user.Id,
        ["userName"] = user.Name,
        ["displayedName"] = user.DisplayName,
        ["permissionId"] = null,
    };

    /// <summary>The status of the user that is bound to it, as the Live API shows it.</summary>
    internal static JsonObject UserStatus(ModelPlace extension) => new()
    {
        ["id"] = extension.Status.Id,
        ["configurationId"] = extension.Status.Id,
        ["name"] = extension.Status.Name,
        ["type"] = extension.Status.Detail,
        ["note"] = extension.Note,
        ["returnTime"] = extension.ReturnTime,
        ["userCreated"] = false,
    };

    /// <summary>An extension as the External API shows it.</summary>
    internal static JsonObject Api(ModelDirectory directory, ModelPlace extension) => new()
    {
        ["id"] = extension.Id,
        ["location"] = extension.Location.Name,
        ["tenant"] = extension.Parent!.Name,
        ["number"] = extension.Name,
        ["display_name"] = extension.Detail,
        ["status"] = extension.Status.Name,
        ["note"] = extension.Note,
        ["return_time"] = extension.ReturnTime,
        ["user"] = directory.BoundTo(extension)?.Name,
    };

    internal static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonNode> write) => new([.. items.Select(write)]);

    private static JsonObject Tenant(ModelPlace tenant) => new()
    {
        ["id"] = tenant.Id,
        ["name"] = tenant.Name,
        ["statuses"] = List(tenant.Statuses, Config),
        ["extensions"] = List(tenant.ByNumber, Stated),
    };

    private static JsonObject Stated(ModelPlace extension)
    {
        var json = Config(extension);
        (json["status"], json["note"], json["returnTime"]) = (extension.Status.Name, extension.Note, extension.ReturnTime);
        return json;
    }

    private static string Report(string kind, ModelDirectory directory, Func<ModelPlace, IEnumerable<string>> below)
    {
        List<string> lines = [$"{kind} Report Started"];
        foreach (var location in directory.Locations)
        {
            lines.Add($"Location@#{location.Name}");
            foreach (var tenant in location.Tenants)
            {
                lines.Add($"Tenant@#{tenant.Name}");
                lines.AddRange(below(tenant));
            }
        }

        return string.Join('\n', [.. lines, $"{kind} Report Finished"]);
    }
}

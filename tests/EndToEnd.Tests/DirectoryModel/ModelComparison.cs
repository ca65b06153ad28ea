using System.Text.Json.Nodes;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>Compares all that the doors show with the model.</summary>
internal static class ModelComparison
{
    private const string Live = "live/coreServers/getByName/default";
    private const string Config = "config/core/getByName/default";

    /// <returns>What differs.</returns>
    internal static async Task<string?> Of(ModelDirectory directory, ModelDoors doors)
    {
        Dictionary<string, string> shown = new()
        {
            ["get_extension_state"] = ModelReports.State(directory),
            ["get_statuses"] = ModelReports.Statuses(directory),
            [$"{Config}/directory"] = Ok(ModelReports.Document(directory)),
            [$"{Config}/locations"] = Ok(ModelReports.List(directory.Locations, ModelReports.Config)),
            [$"{Config}/users"] = Ok(ModelReports.List(ByName(directory), ModelReports.Of)),
            [$"{Live}/locations"] = Ok(ModelReports.List(directory.Locations, ModelReports.Config)),
            [$"{Live}/extensions"] = Ok(ModelReports.List(directory.Extensions, each => ModelReports.Live(directory, each))),
        };
        foreach (var tenant in directory.Tenants)
        {
            var below = $"locations/{tenant.Location.Id}/tenants/{tenant.Id}";
            shown[$"{Config}/{below}/extensions"] = Ok(ModelReports.List(tenant.ByNumber, ModelReports.Config));
            shown[$"{Live}/{below}/statuses"] = Ok(ModelReports.List(tenant.Statuses, ModelReports.Config));
        }

        foreach (var (what, expected) in shown)
        {
            var answer = what.StartsWith("get_", StringComparison.Ordinal)
                ? await doors.Line(1, what)
                : await doors.Rest(HttpMethod.Get, what);
            if (answer.Text != expected)
            {
                return $"{what}: expected\n{expected}\ngot\n{answer.Text}";
            }
        }

        return await Users(directory, doors) ?? await LogsIn(directory, doors);
    }

    /// <summary>Gives the model the ids that nobody is told: those of <c>Available</c>.</summary>
    internal static async Task Learn(ModelDirectory directory, ModelDoors doors)
    {
        var unknown = directory.Tenants.Select(tenant => tenant.Statuses[0]).Where(status => status.Id.StartsWith('?')).ToList();
        if (unknown.Count == 0)
        {
            return;
        }

        var answer = await doors.Rest(HttpMethod.Get, $"{Config}/directory");
        var locations = JsonNode.Parse(answer.Text["200 ".Length..])!["locations"]!.AsArray();
        foreach (var status in unknown)
        {
            var location = locations.Single(each => (string?)each!["name"] == status.Location.Name);
            var tenant = location!["tenants"]!.AsArray().Single(each => (string?)each!["name"] == status.Parent!.Name);
            status.Id = (string)tenant!["statuses"]![0]!["id"]!;
        }
    }

    /// <summary>All but the administrator, who has a session and no account.</summary>
    private static async Task<string?> Users(ModelDirectory directory, ModelDoors doors)
    {
        var answer = await doors.Rest(HttpMethod.Get, $"{Live}/users");
        var users = JsonNode.Parse(answer.Text["200 ".Length..])!.AsArray().Where(user => (string?)user!["userName"] != UserEdits.Admin);
        var shown = ModelJson.Canonical(new JsonArray([.. users.Select(user => user!.DeepClone())]));
        var expected = ModelJson.Canonical(ModelReports.List(ByName(directory), ModelReports.Live));
        return shown == expected ? null : $"{Live}/users: expected\n{expected}\ngot\n{shown}";
    }

    private static async Task<string?> LogsIn(ModelDirectory directory, ModelDoors doors)
    {
        var user = directory.Users.Find(user => user.Password is not null);
        if (user is null)
        {
            return null;
        }

        var result = await doors.LogIn(user.Name, user.Password!);
        return result == (user.IsEnabled ? "ok" : "error") ? null : $"The login of {user} was answered {result}.";
    }

    private static IEnumerable<ModelUser> ByName(ModelDirectory directory) =>
        directory.Users.OrderBy(user => user.Name, StringComparer.Ordinal);

    private static string Ok(JsonNode body) => $"200 {ModelJson.Canonical(body)}";
}

using System.Text.Json;
using EventPlatform.ClusterRounds.Load;
using EventPlatform.Testing.Clients;
using EventPlatform.Testing.Processes;

namespace EventPlatform.ClusterRounds.Checks;

/// <summary>What a gateway's Live API shows.</summary>
internal static class StateReading
{
    private const string Root = "live/coreServers/getByName/default";

    /// <summary>Ids of all sessions of the cluster; null: it could not be read.</summary>
    public static async Task<IReadOnlySet<string>?> Sessions(GatewayNode gateway) =>
        await Get(gateway, $"{Root}/sessions") is { } sessions
            ? sessions.EnumerateArray().Select(session => session.Text("id")!).ToHashSet(StringComparer.Ordinal)
            : null;

    /// <summary>States by the names that the ledger has; null: they could not be read.</summary>
    public static async Task<Dictionary<string, string>?> States(GatewayNode gateway)
    {
        if (await Get(gateway, $"{Root}/extensions") is not { } extensions)
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var extension in extensions.EnumerateArray())
        {
            var number = extension.Text("extensionNumber");
            values[$"status {number}"] = extension.Text("status")!;
            values[$"note {number}"] = extension.Text("note")!;
        }

        return values;
    }

    private static async Task<JsonElement?> Get(GatewayNode gateway, string path)
    {
        using var rest = new RestClient(gateway.Http);
        try
        {
            return await rest.Get(path);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException || ApiClient.IsLost(exception))
        {
            return null;
        }
    }
}

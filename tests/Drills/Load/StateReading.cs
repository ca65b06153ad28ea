using EventPlatform.Testing.Clients;
using EventPlatform.Testing.Processes;

namespace EventPlatform.Drills.Load;

/// <summary>What a gateway shows of what <see cref="Writers"/> change.</summary>
internal static class StateReading
{
    private const string Users = "config/core/getByName/default/users";

    /// <summary>Values by thing. Each account is also changed: one that is left between old and new would refuse that.</summary>
    public static async Task<Dictionary<string, string>> Read(GatewayNode gateway)
    {
        using var rest = new RestClient(gateway.Http);
        var state = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var extension in (await rest.Get("live/coreServers/getByName/default/extensions")).EnumerateArray())
        {
            state[$"note {extension.GetProperty("extensionNumber").GetString()}"] = extension.GetProperty("note").GetString()!;
        }

        foreach (var user in (await rest.Get(Users)).EnumerateArray())
        {
            var (name, value) = (user.GetProperty("username").GetString()!, user.GetProperty("displayName").GetString()!);
            state[$"account {name}"] = value;
            await rest.Put($"{Users}/getByName/{name}", new { username = name, displayName = value + " again" });
        }

        return state;
    }
}

using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>
/// The state of extensions as a client keeps it that reads a report once and then follows events
/// (docs/protocols/status-interface.md, 3).
/// </summary>
internal sealed class WatchedState
{
    private const string End = "State Report Finished";
    private readonly LineClient _client;
    private readonly Dictionary<string, string[]> _extensions = [];

    private WatchedState(LineClient client) => _client = client;

    /// <summary>Event lines since the beginning.</summary>
    internal List<string> Events { get; } = [];

    internal static async Task<WatchedState> Begin(LineClient client)
    {
        var state = new WatchedState(client);
        foreach (var (extension, fields) in await state.Report())
        {
            state._extensions.Add(extension, fields);
        }

        return state;
    }

    /// <summary>Reads events, and the next report: what is followed must be what is reported.</summary>
    internal async Task Check()
    {
        var reported = await Report();
        Assert.Equal(Lines(reported), Lines(_extensions));
    }

    private static IEnumerable<string> Lines(Dictionary<string, string[]> extensions) =>
        extensions.Select(extension => $"{extension.Key}: {string.Join(' ', extension.Value)}").Order(StringComparer.Ordinal);

    private async Task<Dictionary<string, string[]>> Report()
    {
        await _client.Send("get_extension_state");
        var (location, tenant) = ("", "");
        Dictionary<string, string[]> reported = [];
        while (await _client.ReadLine() is { } line && line != End)
        {
            var fields = line.Split("@#");
            switch (fields[0])
            {
                case "Location":
                    location = fields[1];
                    break;
                case "Tenant":
                    tenant = fields[1];
                    break;
                case "Extension":
                    reported.Add(string.Join('/', location, tenant, fields[1]), fields[2..]);
                    break;
                default:
                    Follow(line, fields);
                    break;
            }
        }

        return reported;
    }

    private void Follow(string line, string[] fields)
    {
        if (fields.Length != 5)
        {
            return;
        }

        Events.Add(line);
        var changed = _extensions[string.Join('/', fields[1..4])];
        changed[fields[0] switch
        {
            "ExtensionStatusUpdatedEvent" => 0,
            "ExtensionNoteUpdatedEvent" => 1,
            _ => 2,
        }] = fields[4];
    }
}

using System.Globalization;
using System.Net;
using EventPlatform.Testing;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>Clients that change the sample directory at two doors, and note what they are told. Each ends when the gateway has.</summary>
internal sealed class KillLoad(Ports ports, KillLedger ledger, int seed)
{
    internal const string Users = "config/core/getByName/default/users";
    internal const string Places = "config/core/getByName/default/locations/getByName/Berlin/tenants/getByName/Sales/extensions";
    internal const string Absent = "absent";

    private static readonly string[] Statuses = ["Available", "Lunch", "Meeting", "Gone home"];
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);

    /// <summary>Extensions of one tenant of the sample directory; a setter each.</summary>
    internal static string[] Extensions { get; } = ["4221", "4222", "4223", "4224", "4225"];

    /// <summary>All clients, until the gateway has ended.</summary>
    internal Task Run() => Task.WhenAll(
    [
        .. Extensions.Select(SetAtStatus),
        .. Enumerable.Range(0, 3).Select(client => Change(Users, "username", "user", client)),
        .. Enumerable.Range(0, 2).Select(client => Change(Places, "extensionNumber", "extension", client)),
    ]);

    private async Task SetAtStatus(string number)
    {
        try
        {
            using var client = await LineClient.Connect(ports.Status);
            while (true)
            {
                var (field, value, first) = Next(3) switch
                {
                    0 => ("status", Statuses[Next(Statuses.Length)], Statuses[0]),
                    1 => ("note", $"note {Next(1_000_000)}", ""),
                    _ => ("return_time", Next(1_000_000).ToString(CultureInfo.InvariantCulture), "0"),
                };
                ledger.Sent($"{field} {number}", value, first);
                await client.Send($"set_extension_{field}@#Berlin@#Sales@#{number}@#{value}");
                if (!await IsAnswered(client))
                {
                    return;
                }

                ledger.Answered($"{field} {number}", value);
            }
        }
        catch (IOException)
        {
            // The gateway has been killed.
        }
    }

    private async Task Change(string set, string nameMember, string kind, int client)
    {
        using var rest = Rest();
        for (var number = 0; ; number = (number + 1) % 5)
        {
            var name = $"{kind}{client}-{number}";
            var path = $"{set}/getByName/{name}";
            var display = $"name {Next(1_000_000)}";
            var body = $$"""{"{{nameMember}}":"{{name}}","displayName":"{{display}}"}""";
            var isGoing = Next(3) switch
            {
                0 => await IsDone(rest, HttpMethod.Post, set, body, $"{kind} {name}", display),
                1 => await IsDone(rest, HttpMethod.Put, path, body, $"{kind} {name}", display),
                _ => await IsDone(rest, HttpMethod.Delete, path, null, $"{kind} {name}", Absent),
            };
            if (!isGoing)
            {
                return;
            }
        }
    }

    /// <summary>False: the gateway has ended. A refusal (there already, not there) changes nothing.</summary>
    private async Task<bool> IsDone(RestClient rest, HttpMethod method, string path, string? body, string thing, string value)
    {
        ledger.Sent(thing, value, Absent);
        try
        {
            using var response = await rest.Send(method, path, body);
            if (response.IsSuccessStatusCode)
            {
                ledger.Answered(thing, value);
                return true;
            }

            Assert.Contains(response.StatusCode, new[] { HttpStatusCode.Conflict, HttpStatusCode.NotFound });
            ledger.Refused(thing, value);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<bool> IsAnswered(LineClient client)
    {
        while (await client.ReadLine() is { } line)
        {
            if (line.Length == 0)
            {
                return true;
            }

            Assert.DoesNotContain("Error", line, StringComparison.Ordinal);
        }

        return false;
    }

    private RestClient Rest() => new(new Uri($"http://127.0.0.1:{ports.Http}"));

    private int Next(int below)
    {
        lock (_lock)
        {
            return _random.Next(below);
        }
    }
}

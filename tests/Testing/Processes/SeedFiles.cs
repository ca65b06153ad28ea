using System.Globalization;
using System.Text.Json;

namespace EventPlatform.Testing.Processes;

/// <summary>The configuration and the directory that all processes begin with.</summary>
public static class SeedFiles
{
    public const string Location = "Berlin";
    public const string Tenant = "Sales";
    public const string Password = "correct horse";
    private const int FirstExtension = 4_000;

    /// <summary>Names of the tenant's statuses, the one that is always there first.</summary>
    public static IReadOnlyList<string> Statuses { get; } = ["Available", "Lunch", "Meeting", "Gone home"];

    /// <summary>Numbers of the tenant's extensions.</summary>
    public static IReadOnlyList<string> Extensions { get; } =
        [.. Enumerable.Range(FirstExtension, 100).Select(number => number.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Writes both files.</summary>
    /// <returns>Path of the configuration.</returns>
    public static async Task<string> Write(string folder, IEnumerable<string> users, int partitions)
    {
        var directory = Path.Combine(folder, "directory.json");
        var configuration = Path.Combine(folder, "configuration.json");
        await File.WriteAllTextAsync(directory, JsonSerializer.Serialize(Directory(users)));
        await File.WriteAllTextAsync(configuration, JsonSerializer.Serialize(Configuration(directory, partitions)));
        return configuration;
    }

    private static object Directory(IEnumerable<string> users)
    {
        var statuses = Statuses.Skip(1).Select(name => new { name, type = "away" });
        var extensions = Extensions.Select(number => new { extensionNumber = number });
        var accounts = users.Select(name => new { username = name, password = Password });
        object[] tenants = [new { name = Tenant, statuses, extensions }];
        return new { locations = new[] { new { name = Location, tenants } }, users = accounts };
    }

    private static object Configuration(string directory, int partitions)
    {
        var any = new Dictionary<string, string> { ["class"] = "*" };
        object[] rules =
        [
            new { who = "*", allow = true, command = any },
            new { who = "*", allow = true, subscribe = any },
            new { who = "*", allow = true, publish = any },
        ];
        return new
        {
            Auth = new { Admin = new { SeedFiles.Password } },
            Authorization = new { Rules = rules },
            Directory = new { Seed = directory },
            Events = new { Partitions = partitions },
        };
    }
}

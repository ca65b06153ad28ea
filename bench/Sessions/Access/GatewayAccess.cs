using System.Text.Json;
using EventPlatform.Bench.Sessions.Api;

namespace EventPlatform.Bench.Sessions.Access;

/// <summary>
/// Whom a started gateway lets in, and what they may do: tokens of <see cref="Tokens"/>, and users of a file. Its settings lie in a folder
/// of their own, which only this user can read and which is gone at the end.
/// </summary>
internal sealed class GatewayAccess : IDisposable
{
    /// <summary>Role of all users and tokens; its rules allow them to publish and to subscribe to events of class <c>bench</c>.</summary>
    internal const string Role = "bench";

    /// <summary>The password of every user of the file.</summary>
    internal const string Password = "right for every user of the file";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventplatform-bench-");

    // A signal ends this process without disposing of anything, see Program.
    private GatewayAccess() => AppDomain.CurrentDomain.ProcessExit += Remove;

    public TokenMaker Tokens { get; } = new();

    /// <summary>More arguments for the gateway.</summary>
    public IReadOnlyList<string> Arguments => ["--config", SettingsFile];

    /// <summary>Where a gateway may keep its state for this run.</summary>
    public string StoreFile => Path.Combine(_folder.FullName, "store.db");

    private string SettingsFile => Path.Combine(_folder.FullName, "settings.json");

    private string UsersFile => Path.Combine(_folder.FullName, "users.json");

    /// <summary>Lets in who has a token, and nobody else.</summary>
    public static GatewayAccess ByToken()
    {
        var access = new GatewayAccess();
        access.WriteSettings(usersFile: null);
        return access;
    }

    /// <summary>Lets in users 0, 1, 2 and so on too.</summary>
    /// <param name="userCount">How many there are.</param>
    /// <param name="hash">Of <see cref="Password"/>: one for all, as a hash takes its time.</param>
    public static GatewayAccess ByPassword(int userCount, string hash)
    {
        var access = new GatewayAccess();
        var users = Enumerable.Range(0, userCount)
            .Select(user => new { username = Requests.UserName(user), passwordHash = hash, roles = new[] { Role } });
        File.WriteAllText(access.UsersFile, JsonSerializer.Serialize(users));
        access.WriteSettings(access.UsersFile);
        return access;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Remove;
        Remove(null, EventArgs.Empty);
    }

    private void Remove(object? sender, EventArgs e) => _folder.Delete(recursive: true);

    private void WriteSettings(string? usersFile)
    {
        var topic = new Dictionary<string, string> { ["class"] = "bench" };
        var settings = new Dictionary<string, object>
        {
            ["Auth"] = usersFile is null
                ? new { Jwt = new { Tokens.Secret } }
                : new { UsersFile = usersFile, Jwt = new { Tokens.Secret } },
            ["Authorization"] = new
            {
                Rules = new object[]
                {
                    new { who = $"role:{Role}", allow = true, publish = topic },
                    new { who = $"role:{Role}", allow = true, subscribe = topic },
                },
            },
        };
        File.WriteAllText(SettingsFile, JsonSerializer.Serialize(settings));
    }
}

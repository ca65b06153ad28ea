using System.Collections.Immutable;
using System.Text.Json;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.LiveApi.Documents;
using EventPlatform.Gateway.Security.Passwords;

namespace EventPlatform.Gateway.Security.Users;

/// <summary>
/// Reads <c>Auth:UsersFile</c>: a JSON list of users as in the directory document (docs/protocols/live-api.md, 3), of whom only
/// <c>username</c>, <c>passwordHash</c>, <c>enabled</c> and <c>roles</c> count here; other members are ignored.
/// </summary>
internal static class UsersFile
{
    private const string Setting = "Auth:UsersFile";

    private static readonly ImmutableDictionary<string, FileUser> Empty =
        ImmutableDictionary.Create<string, FileUser>(StringComparer.Ordinal);

    /// <summary>The users by name; none without a file.</summary>
    /// <exception cref="ConfigurationException">The file is wrong; the member is named, its value is not.</exception>
    public static ImmutableDictionary<string, FileUser> Read(AuthOptions options)
    {
        if (options.UsersFile is not { } path)
        {
            return Empty;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Read(document.RootElement, options.Admin.User);
        }
        catch (JsonException)
        {
            throw Wrong("the file is not JSON");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Wrong("the file cannot be read");
        }
    }

    private static ImmutableDictionary<string, FileUser> Read(JsonElement root, string admin)
    {
        if (root.ValueKind != JsonValueKind.Array)
        {
            throw Wrong("the file is no list of users");
        }

        var notes = new ReadingNotes();
        var users = Empty.ToBuilder();
        foreach (var (index, element) in root.EnumerateArray().Index())
        {
            var path = $"[{index}]";
            var user = ReadUser(new ObjectReader(element, path, notes), admin);
            if (!users.TryAdd(user.Username, user))
            {
                notes.Wrong($"{path}.username", "is used twice");
            }
        }

        return notes.Problem is { } problem ? throw Wrong(problem.ToString()) : users.ToImmutable();
    }

    private static FileUser ReadUser(ObjectReader reader, string admin)
    {
        var name = reader.NeededText("username");
        if (!AuthenticatorChain.IsUserName(name))
        {
            reader.Wrong("username", "must have 1 to 255 characters, none of them U+0000, and not be '*'");
        }
        else if (name == admin)
        {
            reader.Wrong("username", "is the administrator's");
        }

        if (reader.Has("password"))
        {
            reader.Wrong("password", "must not stand in a file; passwordHash takes what --hash-password prints");
        }

        var hash = reader.Text("passwordHash", mayBeNull: true);
        if (hash is not null && !PasswordHashes.IsHash(hash))
        {
            reader.Wrong("passwordHash", "is no hash as --hash-password prints it");
        }

        var roles = reader.List("roles", reader.TextOf) ?? [];
        return new FileUser(name, hash, reader.Flag("enabled") ?? true, [.. roles]);
    }

    private static ConfigurationException Wrong(string why) => ConfigurationException.Unusable(Setting, why);
}

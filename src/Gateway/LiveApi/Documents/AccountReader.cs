using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text.Json;
using EventPlatform.Contracts.Directory;

namespace EventPlatform.Gateway.LiveApi.Documents;

/// <summary>Reads accounts of a directory document. Plain passwords are kept apart, as a hash takes its time.</summary>
internal sealed class AccountReader(ReadingNotes notes)
{
    private readonly List<string?> _passwords = [];

    /// <summary>The plain password of each user, in their order; null without one.</summary>
    public ImmutableArray<string?> Passwords => [.. _passwords];

    public UserDocument User(JsonElement element, string path)
    {
        var reader = new ObjectReader(element, path, notes);
        var user = new UserDocument(
            reader.Id("id"),
            reader.NeededText("username"),
            reader.Text("displayName"),
            reader.Flag("enabled"),
            reader.List("roles", reader.TextOf),
            reader.Has("extensionId"),
            reader.Id("extensionId", mayBeNull: true),
            HashOf(reader));
        _passwords.Add(PasswordMember.Read(reader));
        reader.End();
        return user;
    }

    /// <summary>An export writes <c>null</c> for an account without a password.</summary>
    private static string? HashOf(ObjectReader reader)
    {
        var hash = reader.Text("passwordHash", mayBeNull: true);
        if (hash is not null && !IsHash(hash))
        {
            reader.Wrong("passwordHash", "must be base64");
        }

        return hash;
    }

    private static bool IsHash(string text) => text.Length > 0 && Base64.IsValid(text);
}

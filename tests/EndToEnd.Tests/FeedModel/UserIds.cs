using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EventPlatform.EndToEnd.Tests.FeedModel;

/// <summary>Who users are, and what their sessions tell (event-feed.md, 2).</summary>
internal static class UserIds
{
    private static readonly Dictionary<string, string> Accounts = JsonElement.Parse(File.ReadAllText(SampleDirectory.Path))
        .GetProperty("users")
        .EnumerateArray()
        .ToDictionary(user => user.GetProperty("username").GetString()!, user => user.GetProperty("id").GetString()!);

    /// <summary>A login or logout of this machine.</summary>
    internal static ToldEvent Session(string type, string session, string user, string coreServerId) =>
        new ToldEvent(ToldEvent.Login(session))
            .With("type", type)
            .With("userId", Of(user, coreServerId))
            .With("username", user)
            .With("userLoginId", session)
            .With("ip", "127.0.0.1")
            .With("port", new ToldValue(JsonValueKind.Number, null));

    /// <summary>The account's id, or the UUID version 5 (RFC 9562, 5.5) of the name in the core server's namespace.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "RFC 9562 prescribes SHA-1 for version 5; nothing is protected by it.")]
    internal static string Of(string user, string coreServerId)
    {
        if (Accounts.TryGetValue(user, out var id))
        {
            return id;
        }

        var space = Convert.FromHexString(coreServerId.Replace("-", "", StringComparison.Ordinal));
        var hash = SHA1.HashData([.. space, .. Encoding.UTF8.GetBytes($"default/{user}")]);
        hash[6] = (byte)((hash[6] % 16) + 0x50);
        hash[8] = (byte)((hash[8] % 64) + 0x80);
        var text = Convert.ToHexStringLower(hash);
        return $"{text[..8]}-{text[8..12]}-{text[12..16]}-{text[16..20]}-{text[20..32]}";
    }
}

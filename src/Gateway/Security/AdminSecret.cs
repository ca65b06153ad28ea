using System.Security.Cryptography;
using EventPlatform.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace EventPlatform.Gateway.Security;

/// <summary>
/// The administrator's password that was generated at the cluster's first start, of which only the hash is stored. A configured one counts
/// instead of it.
/// </summary>
internal sealed class AdminSecret(IOptionsMonitor<AuthOptions> auth)
{
    private const int GeneratedChars = 20;

    // No characters that look alike.
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private volatile string? _storedHash;

    /// <summary>The stored hash; null when none was ever generated.</summary>
    public string? StoredHash => _storedHash;

    /// <summary>Makes a password, to be stored hashed if there is none yet; null when one is configured.</summary>
    public string? Generate() =>
        auth.CurrentValue.Admin.Password is null ? RandomNumberGenerator.GetString(Alphabet, GeneratedChars) : null;

    /// <summary>Takes the stored hash; null when none was ever generated.</summary>
    public void Take(string? storedHash) => _storedHash = storedHash;
}

using System.Security.Cryptography;
using EventPlatform.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace EventPlatform.Gateway.Security;

/// <summary>
/// The administrator's password: the configured one, else the one that was generated at the cluster's first start, of which only the hash
/// is stored.
/// </summary>
internal sealed class AdminSecret(IOptionsMonitor<AuthOptions> auth)
{
    private const int GeneratedChars = 20;

    // No characters that look alike.
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private volatile string? _storedHash;

    /// <summary>Makes a password, to be stored hashed if there is none yet; null when one is configured.</summary>
    public string? Generate() =>
        auth.CurrentValue.Admin.Password is null ? RandomNumberGenerator.GetString(Alphabet, GeneratedChars) : null;

    /// <summary>Takes the stored hash; null when none was ever generated.</summary>
    public void Take(string? storedHash) => _storedHash = storedHash;

    /// <summary>Whether this is the administrator's password; a configured one counts, whatever is stored.</summary>
    public bool Verify(string password) => (auth.CurrentValue.Admin.Password, _storedHash) switch
    {
        ({ } configured, _) => SecretText.AreEqual(configured, password),
        (null, { } hash) => PasswordHashes.Verify(hash, password),
        _ => false,
    };
}

using Microsoft.AspNetCore.Identity;

namespace EventPlatform.Gateway.Security.Passwords;

/// <summary>Salted password hashes in the form of ASP.NET Core's PasswordHasher (version 3).</summary>
internal static class PasswordHashes
{
    /// <summary>Marker, salt and key of version 2, the shorter one.</summary>
    private const int BytesMin = 1 + 16 + 32;

    private static readonly PasswordHasher<object> Hasher = new();

    // The hasher is generic over a user that it never looks at.
    private static readonly object Nobody = new();

    public static string Make(string password) => Hasher.HashPassword(Nobody, password);

    /// <summary>Whether the password is the hash's; false for a text that is no such hash.</summary>
    public static bool Verify(string hash, string password)
    {
        try
        {
            return Hasher.VerifyHashedPassword(Nobody, hash, password) is not PasswordVerificationResult.Failed;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Whether a text has the form of such a hash (version 2 or 3).</summary>
    public static bool IsHash(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) && count >= BytesMin && bytes[0] is (0 or 1);
    }
}

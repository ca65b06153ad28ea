using Microsoft.AspNetCore.Identity;

namespace EventPlatform.Gateway.Security;

/// <summary>Salted password hashes in the form of ASP.NET Core's PasswordHasher (version 3).</summary>
internal static class PasswordHashes
{
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
}

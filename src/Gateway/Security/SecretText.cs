using System.Security.Cryptography;
using System.Text;

namespace EventPlatform.Gateway.Security;

/// <summary>Compares secrets in a time that tells nothing about them, their length included.</summary>
internal static class SecretText
{
    public static bool AreEqual(string left, string right)
    {
        Span<byte> leftHash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> rightHash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(left), leftHash);
        SHA256.HashData(Encoding.UTF8.GetBytes(right), rightHash);
        return CryptographicOperations.FixedTimeEquals(leftHash, rightHash);
    }
}

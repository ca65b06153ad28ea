using System.Diagnostics.CodeAnalysis;

namespace EventPlatform.Gateway.Security;

/// <summary>The token of an <c>Authorization: Bearer</c> header (RFC 6750 2.1).</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";

    /// <returns>False when the header is missing or of another scheme.</returns>
    public static bool TryParse(string? authorization, [NotNullWhen(true)] out string? token)
    {
        var isBearer = authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true;
        token = isBearer ? authorization![Scheme.Length..].Trim() : null;
        return isBearer;
    }
}

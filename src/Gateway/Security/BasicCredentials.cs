using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace EventPlatform.Gateway.Security;

/// <summary>User and password of an <c>Authorization: Basic</c> header (RFC 7617), UTF-8.</summary>
internal sealed record BasicCredentials(string User, string Password)
{
    private const string Scheme = "Basic ";

    /// <returns>False when the header is missing, of another scheme or broken.</returns>
    public static bool TryParse(string? authorization, [NotNullWhen(true)] out BasicCredentials? credentials)
    {
        credentials = null;
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var encoded = authorization.AsSpan(Scheme.Length).Trim(' ');
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64Chars(encoded, bytes, out var count))
        {
            return false;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, count);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return false;
        }

        credentials = new BasicCredentials(text[..colon], text[(colon + 1)..]);
        return true;
    }

    /// <summary>Without the password.</summary>
    public override string ToString() => User;
}

using Microsoft.Extensions.Primitives;

namespace EventPlatform.Gateway.LiveApi.Rest;

/// <summary>The header <c>Prefer</c> (RFC 7240).</summary>
internal static class Preferences
{
    /// <summary>
    /// Whether the client wants to see what it has made: <c>return=representation</c>, its value quoted or not, among others and with
    /// parameters. Of several <c>return</c> the first counts (section 2).
    /// </summary>
    public static bool WantRepresentation(StringValues prefer)
    {
        foreach (var preference in prefer.SelectMany(line => (line ?? "").Split(',')))
        {
            var parts = preference.Split(';')[0].Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts[0].Equals("return", StringComparison.OrdinalIgnoreCase))
            {
                return parts is [_, var value] && value.Trim('"') == "representation";
            }
        }

        return false;
    }
}

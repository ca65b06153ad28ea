using EventPlatform.EndToEnd.Tests.Conformance.Format;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>The value of the header <c>Authorization</c>.</summary>
internal static class AuthorizationText
{
    /// <returns>null: none.</returns>
    internal static string? Of(HttpScheme scheme, string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return scheme switch
        {
            HttpScheme.Nobody => null,
            HttpScheme.Bearer => $"Bearer {text}",
            _ when colon < 0 => BasicCredentials.Header(text, ""),
            _ => BasicCredentials.Header(text[..colon], text[(colon + 1)..]),
        };
    }
}

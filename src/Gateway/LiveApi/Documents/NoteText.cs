namespace EventPlatform.Gateway.LiveApi.Documents;

/// <summary>Notes have LF only (docs/protocols/status-interface.md, 1).</summary>
internal static class NoteText
{
    public static string? WithLineFeeds(string? note) => note?.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}

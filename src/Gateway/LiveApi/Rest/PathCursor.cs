namespace EventPlatform.Gateway.LiveApi.Rest;

/// <summary>The part of a path that is not resolved yet.</summary>
internal sealed class PathCursor(IReadOnlyList<string> segments)
{
    private int _next;

    public bool IsAtEnd => _next == segments.Count;

    /// <summary>The next segment; null at the end.</summary>
    public string? Take() => IsAtEnd ? null : segments[_next++];
}

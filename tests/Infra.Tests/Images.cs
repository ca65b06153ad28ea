using System.Text.RegularExpressions;

namespace EventPlatform.Infra.Tests;

/// <summary>Names of images.</summary>
internal static partial class Images
{
    /// <summary>Whether a name says which release it means: a tag that begins with at least two numbers, or a digest.</summary>
    public static bool IsPinned(string? image) => image is not null && Pinned().IsMatch(image);

    [GeneratedRegex(@"(:\d+\.\d+[\w.-]*|@sha256:[0-9a-f]{64})\z")]
    private static partial Regex Pinned();
}

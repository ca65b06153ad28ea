using System.Text;

namespace EventPlatform.Grains.Extensions;

/// <summary>The order of extension numbers: fewer UTF-8 bytes first, then by bytes (20, 300, 1000).</summary>
internal sealed class ExtensionNumbers : IComparer<string>
{
    internal static ExtensionNumbers Order { get; } = new();

    public int Compare(string? x, string? y)
    {
        var one = Encoding.UTF8.GetBytes(x ?? "");
        var other = Encoding.UTF8.GetBytes(y ?? "");
        return one.Length != other.Length ? one.Length.CompareTo(other.Length) : one.AsSpan().SequenceCompareTo(other);
    }
}

using System.Text;

namespace EventPlatform.Contracts.Extensions;

/// <summary>The order of extension numbers: fewer UTF-8 bytes first, then by bytes (20, 300, 1000).</summary>
public sealed class ExtensionNumbers : IComparer<string>
{
    /// <summary>The one order there is.</summary>
    public static ExtensionNumbers Order { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var (one, other) = (x ?? "", y ?? "");
        var byLength = Encoding.UTF8.GetByteCount(one).CompareTo(Encoding.UTF8.GetByteCount(other));
        return byLength != 0 ? byLength : CompareRunes(one, other);
    }

    /// <summary>UTF-8 bytes are in the order of code points; UTF-16 units are not.</summary>
    private static int CompareRunes(string one, string other)
    {
        var (left, right) = (one.EnumerateRunes(), other.EnumerateRunes());
        while (left.MoveNext() && right.MoveNext())
        {
            if (left.Current != right.Current)
            {
                return left.Current.CompareTo(right.Current);
            }
        }

        // Of the same length in bytes: neither has anything left.
        return 0;
    }
}

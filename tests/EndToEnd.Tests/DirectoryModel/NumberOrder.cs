using System.Text;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>Extensions by number: fewer UTF-8 bytes first, then by bytes (docs/protocols/status-interface.md, 2).</summary>
internal sealed class NumberOrder : IComparer<string>
{
    internal static NumberOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var (left, right) = (Encoding.UTF8.GetBytes(x!), Encoding.UTF8.GetBytes(y!));
        return left.Length != right.Length ? left.Length - right.Length : left.AsSpan().SequenceCompareTo(right);
    }
}

using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;

namespace EventPlatform.Gateway.LiveApi.Rest;

/// <summary>
/// The path of a request as it stands on the wire (docs/protocols/live-api.md, 1): <c>%2F</c> is a slash in a name, which the server's
/// own decoded path can no longer tell from a border between segments.
/// </summary>
/// <param name="Segments">Decoded once, as UTF-8, without the trailing slash; null stands for one with a broken escape.</param>
internal sealed record RequestTarget(ImmutableArray<string?> Segments)
{
    /// <summary>Reads a target in origin or absolute form (RFC 9112 3.2); null for any other.</summary>
    public static RequestTarget? Parse(string raw)
    {
        var path = raw.AsSpan();
        if (!path.StartsWith('/'))
        {
            var scheme = path.IndexOf("://");
            var slash = scheme < 0 ? -1 : path[(scheme + 3)..].IndexOf('/');
            if (slash < 0)
            {
                return null;
            }

            path = path[(scheme + 3 + slash)..];
        }

        var query = path.IndexOf('?');
        path = path[1..(query < 0 ? path.Length : query)];
        if (path.EndsWith('/'))
        {
            path = path[..^1];
        }

        var segments = ImmutableArray.CreateBuilder<string?>();
        foreach (var range in path.Split('/'))
        {
            segments.Add(Decode(path[range]));
        }

        return new RequestTarget(segments.ToImmutable());
    }

    private static string? Decode(ReadOnlySpan<char> segment)
    {
        if (!segment.Contains('%'))
        {
            return segment.ToString();
        }

        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(segment.Length)];
        var length = 0;
        for (var at = 0; at < segment.Length; at++)
        {
            if (segment[at] != '%')
            {
                length += Encoding.UTF8.GetBytes(segment.Slice(at, 1), bytes.AsSpan(length));
                continue;
            }

            if (at + 2 >= segment.Length || !char.IsAsciiHexDigit(segment[at + 1]) || !char.IsAsciiHexDigit(segment[at + 2]))
            {
                return null;
            }

            bytes[length++] = Convert.FromHexString(segment.Slice(at + 1, 2))[0];
            at += 2;
        }

        return Utf8.IsValid(bytes.AsSpan(0, length)) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}

using System.Buffers;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace EventPlatform.Gateway.Transport;

/// <summary>
/// The head of an HTTP/1.1 request, read only to see whether it is an upgrade (RFC 9112 2.1). Whatever is unusual about it is no upgrade
/// of ours: HTTP proper gets it untouched and answers it.
/// </summary>
internal sealed class RequestHead
{
    private RequestHead(string target, HeaderDictionary headers)
    {
        Target = target;
        Headers = headers;
    }

    /// <summary>The request target; its path is as written, see <see cref="UpgradeRequest.Path"/>.</summary>
    public string Target { get; }

    public HeaderDictionary Headers { get; }

    private static ReadOnlySpan<byte> Method => "GET "u8;

    private static ReadOnlySpan<byte> Version => " HTTP/1.1"u8;

    private static ReadOnlySpan<byte> End => "\r\n\r\n"u8;

    /// <summary>Whether these bytes can be the beginning of a GET; the cheap test that lets other requests pass at once.</summary>
    public static bool MayStartGet(in ReadOnlySequence<byte> buffer)
    {
        Span<byte> start = stackalloc byte[Method.Length];
        var length = (int)Math.Min(buffer.Length, Method.Length);
        buffer.Slice(0, length).CopyTo(start);
        return Method.StartsWith(start[..length]);
    }

    /// <summary>Where the head ends.</summary>
    /// <returns>The position behind its empty line; null: not there yet.</returns>
    public static SequencePosition? FindEnd(in ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer);
        return reader.TryReadTo(out ReadOnlySequence<byte> _, End) ? reader.Position : null;
    }

    /// <summary>Reads a head, from its first byte to its empty line.</summary>
    /// <returns>null: not a GET of HTTP/1.1 that upgrades to WebSocket, or not well-formed.</returns>
    public static RequestHead? TryParse(ReadOnlySpan<byte> head)
    {
        var line = TakeLine(ref head);
        if (!line.StartsWith(Method) || !line.EndsWith(Version) || line.Length <= Method.Length + Version.Length)
        {
            return null;
        }

        var target = line[Method.Length..^Version.Length];
        if (target[0] != '/' || target.ContainsAnyExceptInRange((byte)0x21, (byte)0x7E) || !IsPathAsWritten(target))
        {
            return null;
        }

        var headers = new HeaderDictionary();
        while (!(line = TakeLine(ref head)).IsEmpty)
        {
            if (!TryAdd(line, headers))
            {
                return null;
            }
        }

        return WebSocketHandshake.IsUpgrade(headers) ? new RequestHead(Encoding.ASCII.GetString(target), headers) : null;
    }

    /// <summary>
    /// Whether a path means what it says: no percent-encoding, no dot segments (RFC 3986 2.1, 5.2.4). HTTP resolves them; to do so here
    /// too would be a second reading of the same path.
    /// </summary>
    private static bool IsPathAsWritten(ReadOnlySpan<byte> target)
    {
        var query = target.IndexOf((byte)'?');
        var path = query < 0 ? target : target[..query];
        return !path.Contains((byte)'%') && path.IndexOf("/."u8) < 0;
    }

    // name ":" OWS value OWS (RFC 9112 5)
    private static bool TryAdd(ReadOnlySpan<byte> line, HeaderDictionary headers)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[..colon].ContainsAnyExceptInRange((byte)0x21, (byte)0x7E))
        {
            return false;
        }

        var value = line[(colon + 1)..].Trim(" \t"u8);
        if (value.ContainsAny((byte)'\r', (byte)'\n', (byte)0))
        {
            return false;
        }

        var name = Encoding.ASCII.GetString(line[..colon]);
        headers[name] = StringValues.Concat(headers[name], Encoding.UTF8.GetString(value));
        return true;
    }

    private static ReadOnlySpan<byte> TakeLine(ref ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf("\r\n"u8);
        var line = head[..end];
        head = head[(end + 2)..];
        return line;
    }
}

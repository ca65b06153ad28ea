using System.Buffers.Text;
using System.Text;

namespace EventPlatform.Bench.Sessions.Net;

/// <summary>
/// An answer of HTTP/1.1 that says how long it is (RFC 9112 4 and 6.2), or has no content by its status (204). The header's name must be
/// written as it is here.
/// </summary>
internal readonly ref struct HttpAnswer
{
    private const int BodyBytesMax = 16 * 1024 * 1024;
    private const int StatusDigits = 3;
    private const int NoContent = 204;

    private const int ExcerptBytesMax = 200;

    private HttpAnswer(int status, ReadOnlySpan<byte> body, int length)
    {
        Status = status;
        Body = body;
        Length = length;
    }

    public int Status { get; }

    public ReadOnlySpan<byte> Body { get; }

    /// <summary>Bytes of the whole; 0: not all of it is there.</summary>
    public int Length { get; }

    private static ReadOnlySpan<byte> Version => "HTTP/1.1 "u8;

    private static ReadOnlySpan<byte> LengthName => "\r\nContent-Length: "u8;

    /// <summary>The begin of its body, for people.</summary>
    public string Excerpt() => Encoding.UTF8.GetString(Body[..Math.Min(Body.Length, ExcerptBytesMax)]);

    /// <summary>Reads the answer that begins a buffer.</summary>
    /// <returns>False: it is none.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out HttpAnswer answer)
    {
        answer = default;
        var headEnd = bytes.IndexOf("\r\n\r\n"u8);
        if (headEnd < 0)
        {
            return true;
        }

        var head = bytes[..headEnd];
        if (!head.StartsWith(Version) || head.Length < Version.Length + StatusDigits
            || !Utf8Parser.TryParse(head.Slice(Version.Length, StatusDigits), out int status, out var digits) || digits != StatusDigits
            || !TryReadLength(head, status, out var bodyLength))
        {
            return false;
        }

        var bodyAt = headEnd + 4;
        if (bytes.Length >= bodyAt + bodyLength)
        {
            answer = new HttpAnswer(status, bytes.Slice(bodyAt, bodyLength), bodyAt + bodyLength);
        }

        return true;
    }

    private static bool TryReadLength(ReadOnlySpan<byte> head, int status, out int length)
    {
        length = 0;
        if (status == NoContent)
        {
            return true;
        }

        var at = head.IndexOf(LengthName);
        return at >= 0 && Utf8Parser.TryParse(head[(at + LengthName.Length)..], out length, out _) && length is >= 0 and <= BodyBytesMax;
    }
}

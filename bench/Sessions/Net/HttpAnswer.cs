using System.Buffers.Text;
using System.Text;

namespace EventPlatform.Bench.Sessions.Net;

/// <summary>
/// An answer of HTTP/1.1 that says how long it is (RFC 9112 4 and 6.2). The header's name must be written as it is here.
/// </summary>
internal readonly ref struct HttpAnswer
{
    private const int BodyBytesMax = 16 * 1024 * 1024;
    private const int StatusDigits = 3;

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
        var lengthAt = head.IndexOf(LengthName);
        if (!head.StartsWith(Version) || head.Length < Version.Length + StatusDigits || lengthAt < 0
            || !Utf8Parser.TryParse(head.Slice(Version.Length, StatusDigits), out int status, out var digits) || digits != StatusDigits
            || !Utf8Parser.TryParse(head[(lengthAt + LengthName.Length)..], out int bodyLength, out _)
            || bodyLength is < 0 or > BodyBytesMax)
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
}

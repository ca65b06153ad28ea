using System.Globalization;
using System.Text;

namespace EventPlatform.Fuzz.Http;

/// <summary>Requests as they go on the wire.</summary>
internal static class HttpRequestText
{
    /// <summary>A well-formed request; its body in chunks of random lengths, or with its length.</summary>
    /// <param name="random">Where lengths come from.</param>
    /// <param name="method">The method.</param>
    /// <param name="target">Path and query.</param>
    /// <param name="headers">Further headers, each with its CRLF.</param>
    /// <param name="body">The body; null: none.</param>
    public static byte[] Of(Random random, string method, string target, string headers, byte[]? body)
    {
        var head = $"{method} {target} HTTP/1.1\r\nHost: localhost\r\n{headers}";
        if (body is null)
        {
            return Encoding.Latin1.GetBytes($"{head}\r\n");
        }

        if (random.Next(2) == 0)
        {
            return [.. Encoding.Latin1.GetBytes($"{head}Content-Length: {body.Length}\r\n\r\n"), .. body];
        }

        return [.. Encoding.Latin1.GetBytes($"{head}Transfer-Encoding: chunked\r\n\r\n"), .. Chunked(random, body)];
    }

    private static List<byte> Chunked(Random random, byte[] body)
    {
        var bytes = new List<byte>();
        for (var position = 0; position < body.Length;)
        {
            var length = random.Next(1, Math.Min(body.Length - position, random.Next(3) == 0 ? 3 : 20_000) + 1);
            var size = length.ToString(random.Next(2) == 0 ? "x" : "X6", CultureInfo.InvariantCulture);
            bytes.AddRange(Encoding.Latin1.GetBytes($"{size}{(random.Next(5) == 0 ? ";a=\"b\"" : "")}\r\n"));
            bytes.AddRange(body[position..(position + length)]);
            bytes.AddRange("\r\n"u8);
            position += length;
        }

        bytes.AddRange(random.Next(4) == 0 ? "0\r\nX-Trailer: 1\r\n\r\n"u8 : "0\r\n\r\n"u8);
        return bytes;
    }
}

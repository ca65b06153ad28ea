using System.Globalization;
using System.Text;
using EventPlatform.Fuzz.Net;

namespace EventPlatform.Fuzz.Http;

/// <summary>Reads HTTP/1.1 responses off a socket (RFC 9112), strictly enough to see whether they are whole. Bytes are Latin 1.</summary>
internal sealed class HttpReader(Peer peer)
{
    private readonly StringBuilder _received = new();
    private readonly byte[] _buffer = new byte[16_384];

    /// <summary>Whether the gateway has ended its side.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Whether bytes have come that nobody has taken.</summary>
    public bool HasRest => _received.Length > 0;

    /// <summary>The next final response; interim ones are passed over.</summary>
    /// <param name="isHead">Whether it answers HEAD, and has no body.</param>
    /// <returns>null: the connection ended instead.</returns>
    /// <exception cref="InvalidDataException">It is no response.</exception>
    public async Task<HttpAnswer?> Next(bool isHead = false)
    {
        while (await ReadUntil("\r\n\r\n") is { } head)
        {
            if (!head.StartsWith("HTTP/1.1 ", StringComparison.Ordinal)
                || !int.TryParse(head.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status))
            {
                throw new InvalidDataException($"no response: {head.ReplaceLineEndings("|")}");
            }

            if (status is >= 200 or 101)
            {
                var hasBody = !isHead && status is not (101 or 204 or 304);
                var body = hasBody ? await Body(head) : "";
                var isLast = "close".Equals(Header(head, "Connection"), StringComparison.OrdinalIgnoreCase);
                return new HttpAnswer(status, head, body, isLast);
            }
        }

        return _received.Length == 0 ? null : throw new InvalidDataException($"a response that is cut off: {_received}");
    }

    private async Task<string> Body(string head)
    {
        if (Header(head, "Transfer-Encoding") is "chunked")
        {
            return await Chunks();
        }

        if (Header(head, "Content-Length") is { } text)
        {
            return await Exactly(int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture));
        }

        while (await Fill())
        {
        }

        return Take(_received.Length);
    }

    private async Task<string> Chunks()
    {
        var body = new StringBuilder();
        while (true)
        {
            var line = await ReadUntil("\r\n") ?? throw new InvalidDataException("a chunked body that is cut off");
            var size = int.Parse(line.AsSpan(0, line.Length - 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            body.Append((await Exactly(size + 2)).AsSpan(0, size));
            if (size == 0)
            {
                return body.ToString();
            }
        }
    }

    private static string? Header(string head, string name)
    {
        var start = head.IndexOf($"\r\n{name}:", StringComparison.OrdinalIgnoreCase);
        return start < 0 ? null : head[(start + name.Length + 3)..].Split("\r\n", 2)[0].Trim();
    }

    private async Task<string> Exactly(int length)
    {
        while (_received.Length < length)
        {
            if (!await Fill())
            {
                throw new InvalidDataException("a body that is cut off");
            }
        }

        return Take(length);
    }

    /// <returns>All up to and with the end; null: it does not come.</returns>
    private async Task<string?> ReadUntil(string end)
    {
        int found;
        while ((found = _received.ToString().IndexOf(end, StringComparison.Ordinal)) < 0)
        {
            if (!await Fill())
            {
                return null;
            }
        }

        return Take(found + end.Length);
    }

    private string Take(int length)
    {
        var text = _received.ToString(0, length);
        _received.Remove(0, length);
        return text;
    }

    private async Task<bool> Fill()
    {
        var count = await peer.Receive(_buffer).AsTask().WaitAsync(FuzzContext.Patience);
        IsEnded |= count <= 0;
        _received.Append(Encoding.Latin1.GetString(_buffer, 0, Math.Max(0, count)));
        return count > 0;
    }
}

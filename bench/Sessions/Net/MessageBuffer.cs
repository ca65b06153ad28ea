using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace EventPlatform.Bench.Sessions.Net;

/// <summary>Writes one message and puts it into a frame in place; used again for the next.</summary>
internal sealed class MessageBuffer
{
    internal const int TextOpcode = 0x1;
    internal const int CloseOpcode = 0x8;
    internal const int PongOpcode = 0xA;

    private const int Capacity = 8 * 1024;

    /// <summary>Longest header that is needed here: 2 bytes, 2 of length, 4 of mask (RFC 6455 5.2).</summary>
    private const int HeaderBytes = 8;
    private const int ShortMax = 125;
    private const int Final = 0x80;
    private const int Masked = 0x80;
    private const int TwoBytesOfLength = 126;

    private readonly byte[] _bytes = new byte[Capacity];
    private int _end = HeaderBytes;

    /// <summary>The frames of a client are masked; that nobody can guess the mask matters to proxies only.</summary>
    private static ReadOnlySpan<byte> Mask => [0x5A, 0xC3, 0x1F, 0x96];

    public MessageBuffer Start()
    {
        _end = HeaderBytes;
        return this;
    }

    public MessageBuffer Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(_end));
        _end += bytes.Length;
        return this;
    }

    /// <param name="text">ASCII only.</param>
    public MessageBuffer Ascii(ReadOnlySpan<char> text)
    {
        _end += Encoding.ASCII.GetBytes(text, _bytes.AsSpan(_end));
        return this;
    }

    /// <param name="number">0 or more.</param>
    /// <param name="digits">Zeros fill up to that many.</param>
    public MessageBuffer Number(long number, byte digits = 0)
    {
        Utf8Formatter.TryFormat(number, _bytes.AsSpan(_end), out var length, digits == 0 ? default : new('D', digits));
        _end += length;
        return this;
    }

    /// <summary>The whole as it goes on the wire; the message itself is gone.</summary>
    public ReadOnlySpan<byte> Framed(Framing framing) => framing switch
    {
        Framing.WebSocket => Frame(TextOpcode),
        Framing.Line => Line(),
        _ => Whole(),
    };

    /// <summary>As a WebSocket frame of a client.</summary>
    public ReadOnlySpan<byte> Frame(int opcode)
    {
        var payload = _bytes.AsSpan(HeaderBytes, _end - HeaderBytes);
        for (var index = 0; index < payload.Length; index++)
        {
            payload[index] ^= Mask[index & 3];
        }

        Mask.CopyTo(_bytes.AsSpan(HeaderBytes - 4));
        var start = payload.Length <= ShortMax ? HeaderBytes - 6 : 0;
        _bytes[start] = (byte)(Final | opcode);
        if (start == 0)
        {
            _bytes[1] = Masked | TwoBytesOfLength;
            BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(2), (ushort)payload.Length);
        }
        else
        {
            _bytes[start + 1] = (byte)(Masked | payload.Length);
        }

        return _bytes.AsSpan(start, _end - start);
    }

    private ReadOnlySpan<byte> Line()
    {
        _bytes[_end++] = (byte)'\n';
        return Whole();
    }

    private ReadOnlySpan<byte> Whole() => _bytes.AsSpan(HeaderBytes, _end - HeaderBytes);
}

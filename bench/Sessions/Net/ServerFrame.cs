using System.Buffers.Binary;

namespace EventPlatform.Bench.Sessions.Net;

/// <summary>A frame of a server: whole messages only, not masked, without extensions (RFC 6455 5.2).</summary>
internal readonly ref struct ServerFrame
{
    private const int Final = 0x80;
    private const int TwoBytesOfLength = 126;
    private const int EightBytesOfLength = 127;

    private ServerFrame(int opcode, ReadOnlySpan<byte> payload, long length)
    {
        Opcode = opcode;
        Payload = payload;
        Length = length;
    }

    /// <summary>0: not all of it is there.</summary>
    public int Opcode { get; }

    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>Bytes of the whole frame; 0: not known yet.</summary>
    public long Length { get; }

    /// <summary>Reads the frame that begins a buffer.</summary>
    /// <returns>False: it is none of those a server sends here.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out ServerFrame frame)
    {
        frame = default;
        if (bytes.Length < 2)
        {
            return true;
        }

        // A mask shows as a length above 127.
        var opcode = bytes[0] & ~Final;
        if ((bytes[0] & Final) == 0 || opcode is not (0x1 or 0x8 or 0x9 or 0xA) || bytes[1] > EightBytesOfLength)
        {
            return false;
        }

        var header = bytes[1] switch { TwoBytesOfLength => 4, EightBytesOfLength => 10, _ => 2 };
        if (bytes.Length < header)
        {
            return true;
        }

        var payload = header switch
        {
            4 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            10 => BinaryPrimitives.ReadInt64BigEndian(bytes[2..]),
            _ => bytes[1],
        };
        if (payload is < 0 or > int.MaxValue / 2)
        {
            return false;
        }

        var length = header + payload;
        frame = length <= bytes.Length
            ? new ServerFrame(opcode, bytes[header..(int)length], length)
            : new ServerFrame(0, default, length);
        return true;
    }
}

using System.Buffers;
using System.Buffers.Binary;

namespace EventPlatform.Bench.Micro.Parse;

/// <summary>A client's text messages as they stand on the wire (RFC 6455 5.2).</summary>
internal static class MaskedFrames
{
    private const byte FinalText = 0x81;
    private const byte Masked = 0x80;
    private const byte LengthOf16Bits = 126;
    private const uint Key = 0x5AC3_1E77;

    /// <summary>The message so many times, each in a frame of its own.</summary>
    /// <param name="message">126 to 65,535 bytes.</param>
    /// <param name="count">Frames.</param>
    internal static byte[] Burst(ReadOnlySpan<byte> message, int count)
    {
        Span<byte> header = stackalloc byte[8];
        header[0] = FinalText;
        header[1] = Masked | LengthOf16Bits;
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], checked((ushort)message.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], Key);
        var payload = new byte[message.Length];
        for (var index = 0; index < payload.Length; index++)
        {
            payload[index] = (byte)(message[index] ^ header[4 + (index % 4)]);
        }

        var burst = new ArrayBufferWriter<byte>();
        for (var frame = 0; frame < count; frame++)
        {
            burst.Write(header);
            burst.Write(payload);
        }

        return burst.WrittenSpan.ToArray();
    }
}

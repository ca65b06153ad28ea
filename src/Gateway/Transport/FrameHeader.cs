using System.Buffers;
using System.Buffers.Binary;

namespace EventPlatform.Gateway.Transport;

/// <summary>Opcodes of RFC 6455 5.2; the rest are reserved.</summary>
internal enum Opcode : byte
{
    Continuation = 0x0,
    Text = 0x1,
    Binary = 0x2,
    Close = 0x8,
    Ping = 0x9,
    Pong = 0xA,
}

/// <summary>The header of a client's frame (RFC 6455 5.2).</summary>
/// <param name="Opcode">One of RFC 6455's.</param>
/// <param name="IsFinal">Whether the message ends with this frame.</param>
/// <param name="IsCompressed">RSV1: the message that begins with this frame is compressed (RFC 7692 6).</param>
/// <param name="Length">Bytes of payload.</param>
/// <param name="Mask">The masking key, its first byte lowest.</param>
/// <param name="HeaderLength">Bytes of the header itself.</param>
internal readonly record struct FrameHeader(Opcode Opcode, bool IsFinal, bool IsCompressed, long Length, uint Mask, int HeaderLength)
{
    /// <summary>Payload of a control frame (RFC 6455 5.5).</summary>
    public const int ControlBytesMax = 125;

    private const int BytesMax = 14;

    public bool IsControl => ((byte)Opcode & 0x8) != 0;

    /// <summary>Reads the header at the start of the buffer; what is wrong is told as soon as its bytes are there.</summary>
    /// <param name="buffer">What came.</param>
    /// <param name="mayBeCompressed">Whether RSV1 may be set: compression was agreed on. Only on a message's first frame.</param>
    /// <param name="header">Of no use unless true is returned.</param>
    /// <returns>null: not complete yet. False: a protocol error: reserved bits or opcode, not masked, a control frame that is fragmented
    /// or over 125 bytes, a length not in its shortest form.</returns>
    public static bool? TryParse(in ReadOnlySequence<byte> buffer, bool mayBeCompressed, out FrameHeader header)
    {
        if (buffer.FirstSpan.Length >= BytesMax || buffer.IsSingleSegment)
        {
            return TryParse(buffer.FirstSpan, mayBeCompressed, out header);
        }

        Span<byte> copy = stackalloc byte[BytesMax];
        var start = buffer.Slice(0, Math.Min(BytesMax, buffer.Length));
        start.CopyTo(copy);
        return TryParse(copy[..(int)start.Length], mayBeCompressed, out header);
    }

    private static bool? TryParse(ReadOnlySpan<byte> bytes, bool mayBeCompressed, out FrameHeader header)
    {
        header = default;
        if (bytes.Length < 2)
        {
            return null;
        }

        var opcode = (Opcode)(bytes[0] & 0x0F);
        var isFinal = (bytes[0] & 0x80) != 0;
        var isCompressed = (bytes[0] & 0x40) != 0;
        var reserved = mayBeCompressed && opcode is Opcode.Text or Opcode.Binary ? 0x30 : 0x70;
        var isKnown = opcode is <= Opcode.Binary or (>= Opcode.Close and <= Opcode.Pong);
        var isMasked = (bytes[1] & 0x80) != 0;
        long length = bytes[1] & 0x7F;
        if ((bytes[0] & reserved) != 0 || !isKnown || !isMasked || (opcode >= Opcode.Close && (!isFinal || length > ControlBytesMax)))
        {
            return false;
        }

        var headerLength = length switch { 126 => 8, 127 => 14, _ => 6 };
        if (bytes.Length < headerLength)
        {
            return null;
        }

        var isShortest = true;
        if (length == 126)
        {
            length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
            isShortest = length >= 126;
        }
        else if (length == 127)
        {
            // The highest bit must be 0, so a negative length fails too.
            length = BinaryPrimitives.ReadInt64BigEndian(bytes[2..]);
            isShortest = length > ushort.MaxValue;
        }

        var mask = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(headerLength - 4)..]);
        header = new FrameHeader(opcode, isFinal, isCompressed, length, mask, headerLength);
        return isShortest;
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;

namespace EventPlatform.Gateway.Transport;

/// <summary>How messages are told apart on the wire.</summary>
internal enum Framing
{
    /// <summary>Unmasked frames of RFC 6455 5.2, a message a frame; compressed as far as it was agreed on.</summary>
    WebSocket,

    /// <summary>The message and LF.</summary>
    Line,

    /// <summary>Bytes as they are, only sent: the HTTP response to a refused upgrade.</summary>
    Raw,

    /// <summary>Bytes as they are, only sent: Server-Sent Events, whose pings are comments.</summary>
    EventStream,
}

/// <summary>Writes entries of the outbound queue.</summary>
internal static class FrameWriter
{
    /// <summary>Final bit (RFC 6455 5.2).</summary>
    private const byte Final = 0x80;

    /// <summary>RSV1: the message is compressed (RFC 7692 6).</summary>
    private const byte Compressed = 0x40;

    /// <summary>Frames up to this size are written in one piece; the output's segments are 4 KiB.</summary>
    private const int SmallBytesMax = 2_048;

    private const int HeaderBytesMax = 10;
    private const int TailBytesMax = 24;

    /// <summary>Most bytes that an entry has besides its payload.</summary>
    internal const int OverheadBytesMax = HeaderBytesMax + TailBytesMax;

    /// <summary>
    /// Writes an entry, or as much of it as fits. server: FIN RSV1 opcode length [extended length] payload | payload LF.
    /// </summary>
    /// <param name="output">Flushed by the caller.</param>
    /// <param name="framing">What is put around the message.</param>
    /// <param name="frame">The entry.</param>
    /// <param name="offset">In: bytes of the payload written so far. Out: the same after this call; 0 when the entry is complete.</param>
    /// <param name="bytesMax">Most bytes of payload to write now; 1 or more.</param>
    /// <returns>Bytes written.</returns>
    public static int Write(IBufferWriter<byte> output, Framing framing, in OutboundFrame frame, ref int offset, int bytesMax)
    {
        var payload = frame.Payload.Span;
        if (offset == 0 && payload.Length <= SmallBytesMax)
        {
            var written = WriteWhole(output.GetSpan(payload.Length + OverheadBytesMax), framing, frame, out _);
            output.Advance(written);
            return written;
        }

        var total = 0;
        if (offset == 0)
        {
            total = WriteHeader(output.GetSpan(HeaderBytesMax), framing, frame);
            output.Advance(total);
        }

        var piece = payload.Slice(offset, Math.Min(bytesMax, payload.Length - offset));
        output.Write(piece);
        offset += piece.Length;
        total += piece.Length;
        if (offset == payload.Length)
        {
            offset = 0;
            var tail = WriteTail(output.GetSpan(TailBytesMax), framing, frame);
            output.Advance(tail);
            total += tail;
        }

        return total;
    }

    /// <summary>Writes an entry in one piece.</summary>
    /// <param name="span">Room for the payload and <see cref="OverheadBytesMax"/> more.</param>
    /// <param name="framing">As in <see cref="Write"/>.</param>
    /// <param name="frame">The entry.</param>
    /// <param name="tail">How many of the bytes are the number and what follows it.</param>
    /// <returns>Bytes written.</returns>
    public static int WriteWhole(Span<byte> span, Framing framing, in OutboundFrame frame, out int tail)
    {
        var payload = frame.Payload.Span;
        var written = WriteHeader(span, framing, frame);
        payload.CopyTo(span[written..]);
        written += payload.Length;
        tail = WriteTail(span[written..], framing, frame);
        return written + tail;
    }

    /// <summary>What follows the payload: number and brace, LF.</summary>
    /// <param name="span">24 bytes are enough.</param>
    /// <param name="framing">As in <see cref="Write"/>.</param>
    /// <param name="frame">The entry.</param>
    /// <returns>Bytes written.</returns>
    public static int WriteTail(Span<byte> span, Framing framing, in OutboundFrame frame)
    {
        var written = 0;
        if (frame.Number != OutboundFrame.NoNumber)
        {
            frame.Number.TryFormat(span, out written, default, CultureInfo.InvariantCulture);
            span[written++] = (byte)'}';
        }

        if (framing == Framing.Line && frame.Kind != OutboundKind.Close)
        {
            span[written++] = (byte)'\n';
        }

        return written;
    }

    private static int WriteHeader(Span<byte> span, Framing framing, in OutboundFrame frame)
    {
        if (framing != Framing.WebSocket)
        {
            return 0;
        }

        span[0] = FirstByte(frame.Kind);
        var length = frame.Length;
        if (length < 126)
        {
            span[1] = (byte)length;
            return 2;
        }

        if (length <= ushort.MaxValue)
        {
            span[1] = 126;
            BinaryPrimitives.WriteUInt16BigEndian(span[2..], (ushort)length);
            return 4;
        }

        span[1] = 127;
        BinaryPrimitives.WriteUInt64BigEndian(span[2..], (ulong)length);
        return 10;
    }

    private static byte FirstByte(OutboundKind kind) => kind switch
    {
        OutboundKind.Ping => Final | (byte)Opcode.Ping,
        OutboundKind.Pong => Final | (byte)Opcode.Pong,
        OutboundKind.Close => Final | (byte)Opcode.Close,
        OutboundKind.Compressed => Final | Compressed | (byte)Opcode.Text,
        _ => Final | (byte)Opcode.Text,
    };
}

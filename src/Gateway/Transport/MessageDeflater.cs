using System.Buffers;
using System.IO.Compression;

namespace EventPlatform.Gateway.Transport;

/// <summary>
/// Compresses a connection's messages as they are written (RFC 7692 7.2.1), each by itself. Holds memory only while a compressed message
/// is partly written. The writer of the outbound queue is its only caller.
/// </summary>
/// <param name="windowBits">See <see cref="DeflateAgreement.ServerWindowBits"/>.</param>
internal sealed class MessageDeflater(int windowBits)
{
    /// <summary>Shorter messages go as they are: little is won on them.</summary>
    internal const int MessageBytesMin = 256;

    /// <summary>The end of a flush, which is not sent (RFC 7692 7.2.1).</summary>
    private const int TailBytes = 4;

    /// <summary>Digits of the number and a brace.</summary>
    private const int NumberBytesMax = 24;

    /// <summary>
    /// Measured on JSON of 0.3 to 30 KB: a fifth to a third shorter than level 1 in one and a half of its time, 7 to 75 µs; level 6 gains
    /// at most 7 % more and takes up to three times as long.
    /// </summary>
    private static readonly ZLibCompressionOptions Options = new() { CompressionLevel = 2 };

    private byte[]? _bytes;
    private OutboundFrame _compressed;

    /// <summary>
    /// Messages longer than the client's window go as they are: the framework's compressor knows no smaller window than the largest, and
    /// within a message no reference goes further back than its start.
    /// </summary>
    private int MessageBytesMax => windowBits == DeflateAgreement.WindowBitsMax ? int.MaxValue : 1 << windowBits;

    /// <summary>As <see cref="FrameWriter.Write"/>, on a WebSocket; offset and sizes are those of what is written.</summary>
    public int Write(IBufferWriter<byte> output, in OutboundFrame frame, ref int offset, int bytesMax)
    {
        if (offset == 0 && frame.Kind is OutboundKind.Event or OutboundKind.Reply
            && frame.Length >= MessageBytesMin && frame.Length <= MessageBytesMax)
        {
            Compress(frame);
        }

        if (_bytes is null)
        {
            return FrameWriter.Write(output, Framing.WebSocket, frame, ref offset, bytesMax);
        }

        var written = FrameWriter.Write(output, Framing.WebSocket, _compressed, ref offset, bytesMax);
        if (offset == 0)
        {
            Release();
        }

        return written;
    }

    /// <summary>Forgets a message that is partly written.</summary>
    public void Release()
    {
        if (_bytes is { } bytes)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }

        _bytes = null;
        _compressed = default;
    }

    /// <summary>Leaves the compressed message behind, unless it is no shorter.</summary>
    private void Compress(in OutboundFrame frame)
    {
        // What can't be compressed takes up to 9 bits a byte (RFC 1951 3.2.6); the rest is for the blocks' own bytes.
        var length = frame.Length;
        _bytes = ArrayPool<byte>.Shared.Rent(length + (length / 8) + 64);
        using var target = new MemoryStream(_bytes);
        using (var deflate = new DeflateStream(target, Options, leaveOpen: true))
        {
            Span<byte> number = stackalloc byte[NumberBytesMax];
            deflate.Write(frame.Payload.Span);
            deflate.Write(number[..FrameWriter.WriteTail(number, Framing.WebSocket, frame)]);
            deflate.Flush();

            // Disposing adds a final block, which is not part of the message.
            length = (int)target.Position - TailBytes;
        }

        if (length < frame.Length)
        {
            _compressed = new OutboundFrame(_bytes.AsMemory(0, length), OutboundFrame.NoNumber, OutboundKind.Compressed);
        }
        else
        {
            Release();
        }
    }
}

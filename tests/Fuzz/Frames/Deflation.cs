using System.IO.Compression;

namespace EventPlatform.Fuzz.Frames;

/// <summary>permessage-deflate's way with a message (RFC 7692 7.2): a deflate stream without the empty block at its end.</summary>
internal static class Deflation
{
    private static ReadOnlySpan<byte> Tail => [0x00, 0x00, 0xFF, 0xFF];

    public static byte[] Deflate(byte[] message, CompressionLevel level)
    {
        using var compressed = new MemoryStream();
        using (var deflate = new DeflateStream(compressed, level, leaveOpen: true))
        {
            deflate.Write(message);
            deflate.Flush();

            // What comes behind the flush is the stream's own end.
            var length = (int)compressed.Length;
            var bytes = compressed.GetBuffer().AsSpan(0, length);
            return bytes.EndsWith(Tail) ? bytes[..^Tail.Length].ToArray() : bytes.ToArray();
        }
    }

    /// <exception cref="InvalidDataException">It is none.</exception>
    public static byte[] Inflate(byte[] payload)
    {
        using var inflate = new DeflateStream(new MemoryStream([.. payload, .. Tail]), CompressionMode.Decompress);
        using var message = new MemoryStream();
        inflate.CopyTo(message);
        return message.ToArray();
    }
}

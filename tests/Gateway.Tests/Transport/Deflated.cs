using System.IO.Compression;
using System.Text;

namespace EventPlatform.Gateway.Transport;

/// <summary>The compressed form of messages (RFC 7692 7.2), made and read with the framework's own streams.</summary>
internal static class Deflated
{
    public static readonly DeflateAgreement Agreement = new(15, "");

    private static ReadOnlySpan<byte> Tail => [0x00, 0x00, 0xFF, 0xFF];

    public static byte[] Bytes(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    /// <summary>A message's compressed form.</summary>
    /// <param name="message">The message.</param>
    /// <param name="level">Without compression random bytes get longest.</param>
    public static byte[] Bytes(ReadOnlySpan<byte> message, CompressionLevel level = CompressionLevel.Optimal)
    {
        if (message.IsEmpty)
        {
            return [0];
        }

        using var all = new MemoryStream();
        using var deflate = new DeflateStream(all, level);
        deflate.Write(message);
        deflate.Flush();
        var bytes = all.ToArray();
        Assert.True(bytes.AsSpan().EndsWith(Tail));
        return bytes[..^4];
    }

    /// <summary>A message's compressed form that ends in a final block (RFC 7692 7.2.3.4), without the block that must follow it.</summary>
    public static byte[] Final(string text)
    {
        using var all = new MemoryStream();
        using (var deflate = new DeflateStream(all, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(Encoding.UTF8.GetBytes(text));
        }

        return all.ToArray();
    }

    /// <summary>A masked frame with a whole compressed message.</summary>
    public static byte[] Text(string text) => TestPeer.Frame(0x41, Bytes(text));

    public static byte[] Inflate(ReadOnlySpan<byte> payload)
    {
        using var inflate = new DeflateStream(new MemoryStream([.. payload, .. Tail, 0x03, 0x00]), CompressionMode.Decompress);
        using var all = new MemoryStream();
        inflate.CopyTo(all);
        return all.ToArray();
    }
}

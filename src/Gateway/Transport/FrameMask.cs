using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace EventPlatform.Gateway.Transport;

/// <summary>Masking of client frames (RFC 6455 5.3).</summary>
internal static class FrameMask
{
    /// <summary>Unmasks in place. Masking and unmasking are the same.</summary>
    /// <param name="bytes">A piece of a frame's payload.</param>
    /// <param name="mask">The key, its first byte lowest.</param>
    /// <param name="offset">Where in the payload the piece starts.</param>
    public static void Apply(Span<byte> bytes, uint mask, long offset)
    {
        // Turned so that its lowest byte belongs to the first byte of the piece.
        mask = BitOperations.RotateRight(mask, (int)(offset & 3) * 8);
        if (!BitConverter.IsLittleEndian)
        {
            mask = BinaryPrimitives.ReverseEndianness(mask);
        }

        if (Vector.IsHardwareAccelerated && bytes.Length >= Vector<byte>.Count)
        {
            var key = Vector.AsVectorByte(new Vector<uint>(mask));
            var vectors = MemoryMarshal.Cast<byte, Vector<byte>>(bytes);
            for (var i = 0; i < vectors.Length; i++)
            {
                vectors[i] ^= key;
            }

            bytes = bytes[(vectors.Length * Vector<byte>.Count)..];
        }

        var words = MemoryMarshal.Cast<byte, uint>(bytes);
        for (var i = 0; i < words.Length; i++)
        {
            words[i] ^= mask;
        }

        var rest = bytes[(words.Length * sizeof(uint))..];
        var keyBytes = MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in mask));
        for (var i = 0; i < rest.Length; i++)
        {
            rest[i] ^= keyBytes[i];
        }
    }
}

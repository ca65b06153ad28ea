using System.Buffers.Binary;
using System.IO.Compression;
using EventPlatform.Contracts;

namespace EventPlatform.Gateway.ExternalApi.Gelf;

/// <summary>
/// How a message is cut into datagrams, which with their headers fit into a frame of Ethernet (external-api.md 4, GELF via UDP): as it is
/// if it fits into one, else gzipped (RFC 1952), and if that does not fit either, in chunks.
/// </summary>
internal static class GelfDatagrams
{
    /// <summary>Bytes of a datagram, not counting the header of a chunk.</summary>
    public const int PayloadBytesMax = 1_420;

    public const int ChunksMax = 128;

    /// <summary>Magic, message id, sequence number, sequence count.</summary>
    public const int ChunkHeaderBytes = 2 + 8 + 1 + 1;

    private const ushort Magic = 0x1E0F;

    /// <summary>The datagrams of a message, in order.</summary>
    /// <param name="message">The message as JSON.</param>
    /// <param name="ids">Where the ids of chunked messages come from.</param>
    /// <returns>None: it would need more than <see cref="ChunksMax"/> chunks.</returns>
    public static ReadOnlyMemory<byte>[] Of(ReadOnlyMemory<byte> message, IIdSource ids)
    {
        if (message.Length <= PayloadBytesMax)
        {
            return [message];
        }

        var zipped = Zip(message.Span);
        if (zipped.Length <= PayloadBytesMax)
        {
            return [zipped];
        }

        return zipped.Length <= PayloadBytesMax * ChunksMax ? Chunks(zipped.Span, MessageId(ids.NewId())) : [];
    }

    private static ReadOnlyMemory<byte> Zip(ReadOnlySpan<byte> message)
    {
        var output = new MemoryStream(PayloadBytesMax);
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(message);
        }

        return output.GetBuffer().AsMemory(0, (int)output.Length);
    }

    // 1e 0f, id (8 bytes), sequence number from 0, sequence count, payload
    private static ReadOnlyMemory<byte>[] Chunks(ReadOnlySpan<byte> message, ulong id)
    {
        var chunks = new ReadOnlyMemory<byte>[(message.Length + PayloadBytesMax - 1) / PayloadBytesMax];
        for (var sequence = 0; sequence < chunks.Length; sequence++)
        {
            var payload = message[(sequence * PayloadBytesMax)..Math.Min((sequence + 1) * PayloadBytesMax, message.Length)];
            var chunk = new byte[ChunkHeaderBytes + payload.Length];
            BinaryPrimitives.WriteUInt16BigEndian(chunk, Magic);
            BinaryPrimitives.WriteUInt64BigEndian(chunk.AsSpan(2), id);
            chunk[10] = (byte)sequence;
            chunk[11] = (byte)chunks.Length;
            payload.CopyTo(chunk.AsSpan(ChunkHeaderBytes));
            chunks[sequence] = chunk;
        }

        return chunks;
    }

    /// <summary>Both halves of a UUID in one, as each has bits that are always the same.</summary>
    private static ulong MessageId(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes) ^ BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
    }
}

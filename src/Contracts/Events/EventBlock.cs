using System.Buffers.Binary;

namespace EventPlatform.Contracts.Events;

/// <summary>
/// The binary form of a block (docs/architecture.md, 2), little endian:
/// version u8, 1 if the trace of any event is given else 0, 2 zero bytes, publisher 16, number i64, count i32, then the events:
/// length u32 (of what follows), kind u8, parts u8, time i64, then service, class and each given text as length u16 and bytes, then, if
/// given, the trace as 25 bytes (<see cref="Tracing.TraceContext"/>), then, if given, the body as length u32 and bytes.
/// </summary>
public static class EventBlock
{
    /// <summary>Bound of a block; a larger one is a bug and is refused before it is sent.</summary>
    public const int BytesMax = 256 * 1024;

    public const int HeaderBytes = 32;

    internal const byte Version = 1;

    private const int TracedAt = 1;

    /// <summary>Reads the header.</summary>
    /// <exception cref="InvalidDataException">These bytes are no block.</exception>
    public static EventBlockHeader ReadHeader(ReadOnlySpan<byte> block)
    {
        if (block.Length < HeaderBytes || block[0] != Version)
        {
            throw new InvalidDataException("Not an event block.");
        }

        var header = new EventBlockHeader(
            new Guid(block.Slice(4, 16)),
            BinaryPrimitives.ReadInt64LittleEndian(block[20..]),
            BinaryPrimitives.ReadInt32LittleEndian(block[28..]));
        return header is { Number: > 0, Count: > 0 } ? header : throw new InvalidDataException("Not an event block.");
    }

    /// <summary>When the first event of a block happened.</summary>
    public static DateTimeOffset FirstTime(ReadOnlySpan<byte> block) =>
        DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(block[(HeaderBytes + 6)..]));

    /// <summary>Whether the trace of any event in it is given.</summary>
    public static bool IsTraced(ReadOnlySpan<byte> block) => block[TracedAt] != 0;

    internal static void WriteHeader(Span<byte> block, EventBlockHeader header, bool isTraced)
    {
        block[..4].Clear();
        block[0] = Version;
        block[TracedAt] = isTraced ? (byte)1 : (byte)0;
        header.Publisher.TryWriteBytes(block.Slice(4, 16));
        BinaryPrimitives.WriteInt64LittleEndian(block[20..], header.Number);
        BinaryPrimitives.WriteInt32LittleEndian(block[28..], header.Count);
    }
}

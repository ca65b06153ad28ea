using System.Buffers.Binary;
using EventPlatform.Contracts.Tracing;

namespace EventPlatform.Contracts.Events;

/// <summary>Collects events into one block; not thread-safe.</summary>
public sealed class EventBlockWriter
{
    private const int FixedBytes = 4 + 1 + 1 + 8;

    /// <summary>Memory that is kept for further blocks; larger ones are rare.</summary>
    private const int KeptBytesMax = 64 * 1024;
    private byte[] _buffer = new byte[1024];
    private int _length = EventBlock.HeaderBytes;
    private bool _isTraced;

    /// <summary>Number of events appended.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes so far, the header included.</summary>
    public int Length => _length;

    /// <summary>Whether its memory is of a size that many blocks need.</summary>
    internal bool IsWorthKeeping => _buffer.Length <= KeptBytesMax;

    /// <summary>Whether an event fits into a block of its own.</summary>
    /// <exception cref="ArgumentException">A text is longer than 65,535 bytes.</exception>
    public static bool Fits(in EventRecord record) => Fits(SizeOf(record));

    /// <summary>Whether an event of so many bytes does.</summary>
    internal static bool Fits(int size) => EventBlock.HeaderBytes + size <= EventBlock.BytesMax;

    /// <summary>Appends an event; false, and nothing is changed, when the block would pass <see cref="EventBlock.BytesMax"/>.</summary>
    /// <exception cref="ArgumentException">The event alone is too large for a block, or a text is longer than 65,535 bytes.</exception>
    public bool TryAppend(in EventRecord record) => TryAppend(record, SizeOf(record));

    /// <param name="record">The event.</param>
    /// <param name="size">Of <see cref="SizeOf"/>.</param>
    internal bool TryAppend(in EventRecord record, int size)
    {
        if (_length + size > EventBlock.BytesMax)
        {
            return Count > 0 ? false : throw new ArgumentException($"An event of {size} bytes does not fit into a block.", nameof(record));
        }

        Reserve(size);
        var span = _buffer.AsSpan(_length, size);
        BinaryPrimitives.WriteInt32LittleEndian(span, size - 4);
        span[4] = (byte)record.Kind;
        span[5] = (byte)record.Given;
        BinaryPrimitives.WriteInt64LittleEndian(span[6..], record.Time);
        var rest = span[FixedBytes..];
        WriteText(ref rest, record.Service);
        WriteText(ref rest, record.Class);
        WriteIf(ref rest, record, EventParts.Subclass, record.Subclass);
        WriteIf(ref rest, record, EventParts.Type, record.Type);
        WriteIf(ref rest, record, EventParts.ObjId, record.ObjId);
        WriteIf(ref rest, record, EventParts.Session, record.Session);
        WriteIf(ref rest, record, EventParts.User, record.User);
        if (record.Has(EventParts.Trace))
        {
            record.Trace.CopyTo(rest);
            rest = rest[TraceContext.Bytes..];
            _isTraced = true;
        }

        if (record.Has(EventParts.Body))
        {
            BinaryPrimitives.WriteInt32LittleEndian(rest, record.Body.Length);
            record.Body.CopyTo(rest[4..]);
        }

        _length += size;
        Count++;
        return true;
    }

    /// <summary>The block under its number, in bytes of its own; the writer can be used for the next one.</summary>
    public byte[] Take(Guid publisher, long number)
    {
        EventBlock.WriteHeader(_buffer, new EventBlockHeader(publisher, number, Count), _isTraced);
        var block = GC.AllocateUninitializedArray<byte>(_length);
        _buffer.AsSpan(0, _length).CopyTo(block);
        _length = EventBlock.HeaderBytes;
        Count = 0;
        _isTraced = false;
        return block;
    }

    /// <summary>Bytes that an event takes in a block.</summary>
    /// <exception cref="ArgumentException">A text is longer than 65,535 bytes.</exception>
    internal static int SizeOf(in EventRecord record)
    {
        return FixedBytes + TextSize(record.Service) + TextSize(record.Class)
            + SizeIf(record, EventParts.Subclass, record.Subclass) + SizeIf(record, EventParts.Type, record.Type)
            + SizeIf(record, EventParts.ObjId, record.ObjId) + SizeIf(record, EventParts.Session, record.Session)
            + SizeIf(record, EventParts.User, record.User) + (record.Has(EventParts.Trace) ? TraceContext.Bytes : 0)
            + (record.Has(EventParts.Body) ? 4 + record.Body.Length : 0);
    }

    private static int SizeIf(in EventRecord record, EventParts part, ReadOnlySpan<byte> text) => record.Has(part) ? TextSize(text) : 0;

    private static int TextSize(ReadOnlySpan<byte> text) => text.Length <= ushort.MaxValue
        ? 2 + text.Length
        : throw new ArgumentException($"A text of {text.Length} bytes is too long for an event.", nameof(text));

    private static void WriteIf(ref Span<byte> rest, in EventRecord record, EventParts part, ReadOnlySpan<byte> text)
    {
        if (record.Has(part))
        {
            WriteText(ref rest, text);
        }
    }

    private static void WriteText(ref Span<byte> rest, ReadOnlySpan<byte> text)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(rest, (ushort)text.Length);
        text.CopyTo(rest[2..]);
        rest = rest[(2 + text.Length)..];
    }

    private void Reserve(int size)
    {
        if (_length + size > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + size));
        }
    }
}

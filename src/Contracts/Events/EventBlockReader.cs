using System.Buffers.Binary;
using EventPlatform.Contracts.Tracing;

namespace EventPlatform.Contracts.Events;

/// <summary>Walks the events of a block without copying; what it gives points into the block.</summary>
public ref struct EventBlockReader
{
    private readonly ReadOnlyMemory<byte> _block;
    private int _position = EventBlock.HeaderBytes;
    private int _left;

    /// <exception cref="InvalidDataException">These bytes are no block.</exception>
    public EventBlockReader(ReadOnlyMemory<byte> block)
    {
        _block = block;
        Count = _left = EventBlock.ReadHeader(block.Span).Count;
    }

    /// <summary>Number of events in the block.</summary>
    public int Count { get; }

    /// <summary>
    /// The event that was read last as it stands in the block, for <see cref="ReadOne"/>. Its body, if it has one, is at its end.
    /// </summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>The next event; false at the end.</summary>
    /// <exception cref="InvalidDataException">The block is damaged.</exception>
    public bool TryRead(out EventRecord record)
    {
        if (_left == 0)
        {
            record = default;
            return false;
        }

        _left--;
        try
        {
            Bytes = _block.Slice(_position + 4, BinaryPrimitives.ReadInt32LittleEndian(_block.Span[_position..]));
            record = ReadOne(Bytes.Span);
            _position += 4 + Bytes.Length;
            return true;
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("The event block is damaged.");
        }
    }

    /// <summary>Reads an event again that a reader has given as <see cref="Bytes"/>.</summary>
    public static EventRecord ReadOne(ReadOnlySpan<byte> bytes)
    {
        var parts = (EventParts)bytes[1];
        var at = 10;
        var record = new EventRecord
        {
            Kind = (EventKind)bytes[0],
            Time = BinaryPrimitives.ReadInt64LittleEndian(bytes[2..]),
            Service = Text(bytes, ref at),
            Class = Text(bytes, ref at),
            Subclass = (parts & EventParts.Subclass) != 0 ? Text(bytes, ref at) : default,
            Type = (parts & EventParts.Type) != 0 ? Text(bytes, ref at) : default,
            ObjId = (parts & EventParts.ObjId) != 0 ? Text(bytes, ref at) : default,
            Session = (parts & EventParts.Session) != 0 ? Text(bytes, ref at) : default,
            User = (parts & EventParts.User) != 0 ? Text(bytes, ref at) : default,
            Trace = (parts & EventParts.Trace) != 0 ? Fixed(bytes, ref at) : default,
            Body = (parts & EventParts.Body) != 0 ? bytes.Slice(at + 4, BinaryPrimitives.ReadInt32LittleEndian(bytes[at..])) : default,
        };
        record.Omit(~parts);
        return record;
    }

    private static ReadOnlySpan<byte> Fixed(ReadOnlySpan<byte> span, scoped ref int at)
    {
        var trace = span.Slice(at, TraceContext.Bytes);
        at += trace.Length;
        return trace;
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> span, scoped ref int at)
    {
        var text = span.Slice(at + 2, BinaryPrimitives.ReadUInt16LittleEndian(span[at..]));
        at += 2 + text.Length;
        return text;
    }
}

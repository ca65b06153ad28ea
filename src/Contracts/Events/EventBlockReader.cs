using System.Buffers.Binary;

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
        _left = EventBlock.ReadHeader(block.Span).Count;
    }

    /// <summary>The body of the event that was read last, as memory; empty when it has none.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

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
            record = Read();
            return true;
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new InvalidDataException("The event block is damaged.");
        }
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> span, scoped ref int at)
    {
        var text = span.Slice(at + 2, BinaryPrimitives.ReadUInt16LittleEndian(span[at..]));
        at += 2 + text.Length;
        return text;
    }

    private EventRecord Read()
    {
        var block = _block.Span;
        var span = block.Slice(_position + 4, BinaryPrimitives.ReadInt32LittleEndian(block[_position..]));
        var parts = (EventParts)span[1];
        var at = 10;
        var record = new EventRecord
        {
            Kind = (EventKind)span[0],
            Time = BinaryPrimitives.ReadInt64LittleEndian(span[2..]),
            Service = Text(span, ref at),
            Class = Text(span, ref at),
        };
        record = (parts & EventParts.Subclass) != 0 ? record with { Subclass = Text(span, ref at) } : record;
        record = (parts & EventParts.Type) != 0 ? record with { Type = Text(span, ref at) } : record;
        record = (parts & EventParts.ObjId) != 0 ? record with { ObjId = Text(span, ref at) } : record;
        record = (parts & EventParts.Session) != 0 ? record with { Session = Text(span, ref at) } : record;
        record = (parts & EventParts.User) != 0 ? record with { User = Text(span, ref at) } : record;
        Body = default;
        if ((parts & EventParts.Body) != 0)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(span[at..]);
            Body = _block.Slice(_position + 4 + at + 4, length);
            record = record with { Body = Body.Span };
        }

        _position += 4 + span.Length;
        return record;
    }
}

using System.Collections.Immutable;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Subscriptions;

namespace EventPlatform.Grains.Subscriptions;

/// <summary>
/// One life of a partition's log: blocks in the order in which they came, numbered by the offsets of their events. Blocks that it has had
/// are dropped, blocks that are missing are marked, the oldest give way to the newest.
/// </summary>
internal sealed class EventLog(long epoch, TimeProvider time, int bytesMax = EventLog.BytesMax)
{
    internal const int BytesMax = 32 * 1024 * 1024;

    private readonly BlockRing _blocks = new(bytesMax);
    private readonly PublisherMarks _marks = new(time);

    /// <summary>Marks before the oldest block that is held.</summary>
    private readonly PublisherMarks _marksBefore = new(time);

    private long _end;

    internal long HeldBytes => _blocks.Bytes;

    private long Start => _blocks.Count > 0 ? _blocks[0].FirstOffset : _end;

    /// <summary>False when the log has had the block already.</summary>
    /// <exception cref="InvalidDataException">These bytes are no block.</exception>
    internal bool Append(byte[] block)
    {
        var header = EventBlock.ReadHeader(block);
        var last = _marks.NumberOf(header.Publisher);
        if (header.Number <= last)
        {
            return false;
        }

        _blocks.Add(header, new LogBlock(_end, header.Number != last + 1, block));
        _marks.Set(header.Publisher, header.Number);
        _end += header.Count;
        while (_blocks.IsOver)
        {
            var oldest = _blocks.RemoveFirst().Header;
            _marksBefore.Set(oldest.Publisher, oldest.Number);
        }

        return true;
    }

    internal bool Has(Guid publisher, long number) => _marks.NumberOf(publisher) >= number;

    /// <summary>True when a read from there would bring nothing yet: it is this log's end, and its reader knows that.</summary>
    internal bool IsAtEnd(LogPosition from) => from.Epoch == epoch && from.Offset == _end;

    internal LogPage Read(LogPosition from, int pageBytesMax)
    {
        if (from.Offset < 0)
        {
            return new LogPage(new LogPosition(epoch, _end), false, [], _marks.List());
        }

        var isFirst = from.Epoch != epoch;
        var isHeld = from.Offset >= Start && from.Offset <= _end;

        // Of another epoch nobody knows what it had; a reader that has read nothing misses only what is not held.
        var hasGap = isFirst && from.Epoch != 0 ? true : !isHeld;
        var offset = isFirst && from.Epoch != 0 ? Start : isHeld ? from.Offset : from.Offset < Start ? Start : _end;
        var blocks = Take(offset, pageBytesMax, out var next);
        return new LogPage(new LogPosition(epoch, next), hasGap, blocks, isFirst ? MarksBefore(offset) : []);
    }

    private ImmutableArray<LogBlock> Take(long offset, int pageBytesMax, out long next)
    {
        next = offset;
        if (offset == _end)
        {
            return [];
        }

        var page = ImmutableArray.CreateBuilder<LogBlock>();
        long bytes = 0;
        for (var index = _blocks.Find(offset); index < _blocks.Count; index++)
        {
            ref readonly var block = ref _blocks[index];
            bytes += block.Length;
            if (page.Count > 0 && bytes > pageBytesMax)
            {
                break;
            }

            page.Add(_blocks.Read(index));
            next = block.End;
        }

        return page.DrainToImmutable();
    }

    private ImmutableArray<PublisherMark> MarksBefore(long offset)
    {
        if (offset == _end)
        {
            return _marks.List();
        }

        var marks = _marksBefore.List().ToDictionary(mark => mark.Publisher, mark => mark.Number);
        for (var index = 0; index < _blocks.Count && _blocks[index].End <= offset; index++)
        {
            var header = _blocks[index].Header;
            marks[header.Publisher] = header.Number;
        }

        return [.. marks.Select(mark => new PublisherMark(mark.Key, mark.Value))];
    }
}

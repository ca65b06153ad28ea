using System.Runtime.InteropServices;
using EventPlatform.Gateway.Configuration;

namespace EventPlatform.Gateway.EventFeed.History;

/// <summary>
/// The newest events of one partition, bounded in time, events and bytes (<c>History:*</c>). Entries are numbered from 0 on and found by
/// number. Guarded by the replica's gate.
/// </summary>
internal sealed class HistoryWindow(HistoryOptions bounds, TimeProvider time)
{
    /// <summary>Entries of the ring at first; a power of two, as it stays.</summary>
    private const int FirstSize = 64;

    private readonly List<EpochSpan> _epochs = [];
    private HistoryEntry[] _ring = [];
    private long _bytes;

    /// <summary>The blocks that are held besides the newest, each with the number of the last entry that is from it.</summary>
    private readonly Queue<(int Length, long Last)> _blocks = new();

    /// <summary>The block that the newest published event is from, and that event's number.</summary>
    private byte[]? _block;
    private long _blockLast;

    /// <summary>Behind it, everything is held.</summary>
    private FeedPlace _heldFrom;

    /// <summary>Up to it, this gateway has told what others may have told otherwise.</summary>
    private FeedPlace _alone;

    /// <summary>The place of the newest entry's last feed event, or where the newest epoch began.</summary>
    public FeedPlace Last { get; private set; }

    /// <summary>Number of the oldest entry.</summary>
    public long First { get; private set; }

    /// <summary>Number of the next entry.</summary>
    public long End { get; private set; }

    /// <summary>The entry with a number from <see cref="First"/> to below <see cref="End"/>.</summary>
    public ref readonly HistoryEntry this[long number] => ref _ring[number & (_ring.Length - 1)];

    /// <summary>A new epoch, or a part of one that was passed over, is behind.</summary>
    public void Begin(FeedPlace before)
    {
        var span = new EpochSpan(before.Epoch, before.Offset, before.Offset);
        if (_epochs is [.., var newest] && newest.Epoch == before.Epoch)
        {
            _epochs[^1] = span;
        }
        else
        {
            _epochs.Add(span);
        }

        Last = Later(Last, before);
        if (_epochs.Count == 1 && End == 0)
        {
            _heldFrom = Last;
        }
    }

    /// <summary>All up to this place was shown.</summary>
    public void Reach(FeedPlace last)
    {
        if (_epochs is [.., var newest] && newest.Epoch == last.Epoch)
        {
            _epochs[^1] = newest with { Last = Math.Max(newest.Last, last.Offset) };
            Last = Later(Last, last);
        }
    }

    /// <summary>Up to this log event, this gateway has told something in another way than others may have.</summary>
    public void MarkAlone(FeedPlace at) => _alone = Later(_alone, at with { Index = int.MaxValue });

    /// <summary>Where a log event's next feed event goes: never back, so that no place is given twice.</summary>
    public FeedPlace PlaceFor(FeedPlace at) => at.CompareTo(Last) <= 0 ? Last : at;

    public void Add(in HistoryEntry entry)
    {
        if (End - First == _ring.Length)
        {
            Grow();
        }

        _ring[End & (_ring.Length - 1)] = entry;
        HoldBlock(entry.Bytes);
        End++;
        _bytes += entry.Cost;
        Last = entry.After;
        Reach(Last);
        Trim();
    }

    /// <summary>Whether all after a place is held.</summary>
    /// <param name="since">A place that a reader has come to.</param>
    /// <param name="isOwn">Whether it was told of that place by this gateway.</param>
    public Holding Check(FeedPlace since, bool isOwn)
    {
        Trim();
        if (_epochs is not [.., var newest] || since.Epoch == 0)
        {
            return Holding.Unknown;
        }

        if (since.Epoch > newest.Epoch || (since.Epoch == newest.Epoch && since.Offset > newest.Last))
        {
            return Holding.Ahead;
        }

        var span = _epochs.Find(span => span.Epoch == since.Epoch);
        var isReached = span.Epoch == since.Epoch && since.Offset <= span.Last && since.CompareTo(_heldFrom) >= 0;

        // A reader of this gateway has seen all that it told, in whatever way.
        return isReached && (isOwn || (since.Offset >= span.From && since.CompareTo(_alone) > 0)) ? Holding.Held : Holding.Unknown;
    }

    /// <summary>The place behind which everything is held.</summary>
    public FeedPlace FindOldest()
    {
        Trim();
        return _heldFrom;
    }

    /// <summary>Number of the first entry of which something comes after a place.</summary>
    public long FirstAfter(FeedPlace since)
    {
        var (low, high) = (First, End);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (this[middle].After.CompareTo(since) > 0)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    private static FeedPlace Later(FeedPlace one, FeedPlace other) => one.CompareTo(other) >= 0 ? one : other;

    /// <summary>Lets go what is past a bound.</summary>
    private void Trim()
    {
        while (First < End && IsOver(this[First]))
        {
            ref var oldest = ref _ring[First & (_ring.Length - 1)];
            _bytes -= oldest.Cost;
            _heldFrom = oldest.After;
            oldest = default;
            First++;
            ReleaseBlocks();
        }

        while (_epochs.Count > 1 && _epochs[0].Epoch < _heldFrom.Epoch)
        {
            _epochs.RemoveAt(0);
        }
    }

    /// <summary>A published event holds its block, which counts once for all events of it.</summary>
    private void HoldBlock(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty || !MemoryMarshal.TryGetArray(bytes, out var slice))
        {
            return;
        }

        if (!ReferenceEquals(slice.Array, _block))
        {
            if (_block is not null)
            {
                _blocks.Enqueue((_block.Length, _blockLast));
            }

            _block = slice.Array!;
            _bytes += _block.Length;
        }

        _blockLast = End;
    }

    /// <summary>Blocks of which no entry is left.</summary>
    private void ReleaseBlocks()
    {
        while (_blocks.TryPeek(out var oldest) && oldest.Last < First)
        {
            _bytes -= oldest.Length;
            _blocks.Dequeue();
        }

        if (_block is not null && _blockLast < First)
        {
            _bytes -= _block.Length;
            _block = null;
        }
    }

    private bool IsOver(in HistoryEntry oldest) =>
        End - First > bounds.Events || _bytes > bounds.Bytes || time.GetElapsedTime(oldest.ShownAt) > bounds.Window;

    private void Grow()
    {
        var larger = new HistoryEntry[Math.Max(FirstSize, _ring.Length * 2)];
        for (var number = First; number < End; number++)
        {
            larger[number & (larger.Length - 1)] = this[number];
        }

        _ring = larger;
    }
}

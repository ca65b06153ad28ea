using EventPlatform.Contracts.Events;
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
    private readonly ByteRing _memory = new();
    private HeldEntry[] _ring = [];
    private long _bytes;

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
    public ref readonly HeldEntry this[long number] => ref _ring[number & (_ring.Length - 1)];

    /// <summary>The same with bytes that are the caller's.</summary>
    public HistoryEntry Read(long number)
    {
        ref readonly var held = ref this[number];
        return held.Length == 0 ? held.Entry : held.Entry with { Bytes = _memory.Read(held.Position, held.Length) };
    }

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

        var held = new HeldEntry(entry with { Bytes = default }, _memory.Add(entry.Bytes.Span), entry.Bytes.Length);
        _ring[End & (_ring.Length - 1)] = held;
        End++;
        _bytes += held.Cost;
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
            if (this[middle].Entry.After.CompareTo(since) > 0)
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
        while (First < End && IsOver(this[First].Entry))
        {
            ref var oldest = ref _ring[First & (_ring.Length - 1)];
            _bytes -= oldest.Cost;
            _heldFrom = oldest.Entry.After;
            _memory.Release(oldest.BytesEnd);
            oldest = default;
            First++;
        }

        while (_epochs.Count > 1 && _epochs[0].Epoch < _heldFrom.Epoch)
        {
            _epochs.RemoveAt(0);
        }
    }

    private bool IsOver(in HistoryEntry oldest) =>
        End - First > bounds.Events || _bytes > bounds.Bytes || time.GetElapsedTime(oldest.ShownAt) > bounds.Window;

    private void Grow()
    {
        var larger = new HeldEntry[Math.Max(FirstSize, _ring.Length * 2)];
        for (var number = First; number < End; number++)
        {
            larger[number & (larger.Length - 1)] = this[number];
        }

        _ring = larger;
    }
}

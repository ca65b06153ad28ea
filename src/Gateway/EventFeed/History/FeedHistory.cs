using EventPlatform.Contracts.Directory;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Hub;

namespace EventPlatform.Gateway.EventFeed.History;

/// <summary>
/// What the feed has told lately, in the order in which it told it, whether or not anybody was there. Nothing is encoded for it: it holds
/// the log's own bytes, and changes as they were shown. Guarded by the replica's gate.
/// </summary>
/// <param name="bounds">What is kept of each partition.</param>
/// <param name="gateway">This gateway's name in ids.</param>
/// <param name="partitions">Their number.</param>
/// <param name="time">Clock for the bound of time.</param>
internal sealed class FeedHistory(HistoryOptions bounds, FeedName gateway, int partitions, TimeProvider time)
{
    private readonly HistoryWindow[] _windows = [.. Enumerable.Range(0, partitions).Select(_ => new HistoryWindow(bounds, time))];
    private long _sequence;

    public int Partitions => partitions;

    /// <summary>Places of a reader that has seen nothing yet.</summary>
    public FeedPositions NewPositions() => new(gateway, new FeedPlace[partitions]);

    public void Begin(EventPosition before) => _windows[before.Partition].Begin(FeedPlace.Behind(before));

    /// <summary>The place of what was told last of a partition.</summary>
    public FeedPlace PlaceOf(int partition) => _windows[partition].Last;

    public void Reach(EventPosition last) => _windows[last.Partition].Reach(FeedPlace.Behind(last));

    /// <summary>Others may tell differently what stands up to this place.</summary>
    public void MarkAlone(EventPosition at) => _windows[at.Partition].MarkAlone(FeedPlace.Of(at));

    /// <summary>Whether the next entry of a reader is still held.</summary>
    public bool Holds(FeedCursor cursor)
    {
        for (var partition = 0; partition < partitions; partition++)
        {
            if (cursor.Next[partition] < _windows[partition].First)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes a log event down.</summary>
    /// <param name="at">Where it stands.</param>
    /// <param name="count">How many feed events it becomes, at least 1.</param>
    /// <param name="coreServer">The core server now.</param>
    /// <param name="change">As in <see cref="HistoryEntry"/>.</param>
    /// <param name="bytes">As in <see cref="HistoryEntry"/>.</param>
    public HistoryEntry Add(EventPosition at, int count, CoreServer coreServer, object? change, ReadOnlyMemory<byte> bytes = default)
    {
        var window = _windows[at.Partition];
        var before = window.PlaceFor(FeedPlace.Of(at));
        var cost = HistoryEntry.CostOf(change);
        var entry = new HistoryEntry(_sequence++, at.Partition, before, count, coreServer, change, bytes, time.GetTimestamp(), cost);
        window.Add(entry);
        return entry;
    }

    /// <summary>Whether all that came after an id is held.</summary>
    public Holding Check(FeedEventId since)
    {
        var isOwn = since.Gateway == gateway.Text;
        var holding = isOwn || since.IsGoodElsewhere ? Holding.Held : Holding.Unknown;
        for (var partition = 0; partition < partitions; partition++)
        {
            var one = _windows[partition].Check(since.Places[partition], isOwn);
            holding = one > holding ? one : holding;
        }

        return holding;
    }

    /// <summary>A way through all that came after the places of an id that is held.</summary>
    public FeedCursor Open(FeedPlace[] since)
    {
        var next = new long[partitions];
        for (var partition = 0; partition < partitions; partition++)
        {
            next[partition] = _windows[partition].FirstAfter(since[partition]);
        }

        return new FeedCursor(since, next, new FeedPositions(gateway, [.. since]));
    }

    /// <summary>A way through all that is held.</summary>
    public FeedCursor OpenOldest() => Open([.. _windows.Select(window => window.FindOldest())]);

    /// <summary>Goes on: adds the next entries, in the order in which they were told; none at the end.</summary>
    /// <param name="cursor">Moved on by what is added.</param>
    /// <param name="into">Added to.</param>
    /// <param name="costMax">After about this many bytes it stops.</param>
    /// <returns>False: the next entry is not held any more.</returns>
    public bool TryRead(FeedCursor cursor, List<HistoryEntry> into, int costMax)
    {
        for (var cost = 0; cost < costMax;)
        {
            if (!Holds(cursor))
            {
                return false;
            }

            var (earliest, sequence) = (-1, long.MaxValue);
            for (var partition = 0; partition < partitions; partition++)
            {
                var window = _windows[partition];
                var next = cursor.Next[partition];
                if (next < window.End && window[next].Entry.Sequence < sequence)
                {
                    (earliest, sequence) = (partition, window[next].Entry.Sequence);
                }
            }

            if (earliest < 0)
            {
                return true;
            }

            var entry = _windows[earliest].Read(cursor.Next[earliest]++);
            into.Add(entry);
            cost += HistoryEntry.BaseCost + entry.Bytes.Length;
        }

        return true;
    }
}

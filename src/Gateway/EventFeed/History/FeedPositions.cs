namespace EventPlatform.Gateway.EventFeed.History;

/// <summary>How far a reader of the feed has come in every partition, as <c>eventId</c> tells it. Not thread-safe.</summary>
/// <param name="gateway">This gateway's name in ids.</param>
/// <param name="places">By partition; changed as the reader goes on.</param>
internal sealed class FeedPositions(FeedName gateway, FeedPlace[] places)
{
    /// <summary>The place behind the last of the feed events that are being told, and how many there are still to come.</summary>
    private FeedPlace _after;
    private int _left;

    /// <summary>The place of the feed event that <see cref="Next"/> counted last.</summary>
    public FeedPlace Current => places[Partition];

    public int Partition { get; private set; }

    /// <summary>What comes next is told; the feed events before it were told already.</summary>
    public void Set(in HistoryEntry entry)
    {
        Partition = entry.Partition;
        places[Partition] = entry.Before;
        _after = entry.After;
        _left = entry.Count;
    }

    /// <summary>All up to this place was told, or there was nothing to tell.</summary>
    public void Pass(int partition, FeedPlace place)
    {
        Partition = partition;
        places[partition] = place;
    }

    /// <summary>The next feed event of this log event.</summary>
    public void Next() => places[Partition] = --_left == 0 ? _after : Current with { Index = Current.Index + 1 };

    /// <summary>The id of the feed event that <see cref="Next"/> counted last.</summary>
    public byte[] Text() => FeedEventId.Write(gateway.Text, gateway.IsGoodElsewhere, places);

    /// <summary>The same, for one event that is told to some only: it has the id of the one before.</summary>
    public FeedPositions ForAnAside() => new(gateway, [.. places]) { Partition = Partition, _after = Current, _left = 1 };
}

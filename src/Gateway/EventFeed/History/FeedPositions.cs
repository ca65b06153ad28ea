namespace EventPlatform.Gateway.EventFeed.History;

/// <summary>How far a reader of the feed has come in every partition, as <c>eventId</c> tells it. Not thread-safe.</summary>
/// <param name="gateway">This gateway's name in ids.</param>
/// <param name="places">By partition; changed as the reader goes on.</param>
internal sealed class FeedPositions(string gateway, FeedPlace[] places)
{
    private int _partition;

    /// <summary>The place of the feed event that <see cref="Next"/> counted last.</summary>
    public FeedPlace Current => places[_partition];

    public int Partition => _partition;

    /// <summary>A log event is being shown; the feed events before this place were told already.</summary>
    public void Set(int partition, FeedPlace place)
    {
        _partition = partition;
        places[partition] = place;
    }

    /// <summary>The next feed event of this log event.</summary>
    public void Next() => places[_partition] = places[_partition] with { Index = places[_partition].Index + 1 };

    /// <summary>The id of the feed event that <see cref="Next"/> counted last.</summary>
    public byte[] Text() => FeedEventId.Write(gateway, places);
}

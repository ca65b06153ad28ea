namespace EventPlatform.Gateway.EventFeed.History;

/// <summary>A reader's way through the history.</summary>
/// <param name="since">By partition, what it has seen.</param>
/// <param name="next">By partition, the number of the next entry.</param>
/// <param name="positions">The reader's places, for the ids of what it is told.</param>
internal sealed class FeedCursor(FeedPlace[] since, long[] next, FeedPositions positions)
{
    /// <summary>By partition, the number of the next entry. Guarded by the replica's gate.</summary>
    public long[] Next { get; } = next;

    public FeedPositions Positions { get; } = positions;

    /// <summary>Whether the feed event that is being told was seen before: of a log event only some may have been.</summary>
    public bool HasSeenCurrent => Positions.Current.CompareTo(since[Positions.Partition]) <= 0;
}

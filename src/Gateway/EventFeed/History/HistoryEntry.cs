using EventPlatform.Contracts.Directory;
using EventPlatform.Gateway.EventFeed.Events;
using EventPlatform.Gateway.Hub;

namespace EventPlatform.Gateway.EventFeed.History;

/// <summary>A log event that the feed tells, or has told, with all that it needs for that: as it was when it came.</summary>
/// <param name="Sequence">Its place in the order in which this gateway showed the events of all partitions.</param>
/// <param name="Partition">Where it is from.</param>
/// <param name="Before">Its place before its first feed event.</param>
/// <param name="Count">The number of its feed events.</param>
/// <param name="CoreServer">The cluster's core server then.</param>
/// <param name="Change">
/// A <see cref="SessionEvent"/>, <see cref="SubscriptionEvent"/>, <see cref="FeedExtension"/>, <see cref="DirectoryEvent"/> or
/// <see cref="FeedGap"/>; null: a published event.
/// </param>
/// <param name="Bytes">The published event as it stands in its block.</param>
/// <param name="ShownAt">Timestamp.</param>
/// <param name="Cost">What it counts for against the bound of bytes, without its own.</param>
internal readonly record struct HistoryEntry(
    long Sequence,
    int Partition,
    FeedPlace Before,
    int Count,
    CoreServer CoreServer,
    object? Change,
    ReadOnlyMemory<byte> Bytes,
    long ShownAt,
    int Cost)
{
    /// <summary>About what an entry takes in memory without its bytes and texts.</summary>
    public const int BaseCost = 384;

    /// <summary>
    /// Its place after its last feed event: with it, the log event is told as a whole, unless it is one of several changes at once.
    /// </summary>
    public FeedPlace After => Before with
    {
        Index = Change is DirectoryEvent or FeedExtension { IsAmongOthers: true }
            ? Before.Index + Count
            : Math.Max(FeedPlace.Whole, Before.Index + Count),
    };

    /// <summary>What an entry counts for without its bytes. Names of places are shared with the replica and not counted.</summary>
    public static int CostOf(object? change) => BaseCost + (sizeof(char) * change switch
    {
        FeedExtension { State.Note.Length: var length } => length,
        SessionEvent { Notice: var notice } => notice.SessionId.Length + notice.Username.Length,
        SubscriptionEvent { Notice: var notice } => notice.SessionId.Length + notice.Username.Length
            + notice.Class.Length + notice.Subclass.Length + notice.Type.Length + notice.ObjId.Length,
        _ => 0,
    });
}

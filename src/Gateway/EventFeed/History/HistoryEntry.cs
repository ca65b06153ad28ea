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
internal readonly record struct HistoryEntry(
    long Sequence,
    int Partition,
    FeedPlace Before,
    int Count,
    CoreServer CoreServer,
    object? Change,
    ReadOnlyMemory<byte> Bytes,
    long ShownAt)
{
    /// <summary>About what an entry takes in memory without its bytes and texts.</summary>
    private const int BaseCost = 384;

    /// <summary>Its place after its last feed event.</summary>
    public FeedPlace After => Before with { Index = Before.Index + Count };

    /// <summary>What it counts for against the bound of bytes.</summary>
    public int Cost => BaseCost + Bytes.Length + (Change is FeedExtension change ? sizeof(char) * change.State.Note.Length : 0);
}

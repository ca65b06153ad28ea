using EventPlatform.Gateway.Hub;

namespace EventPlatform.Gateway.EventFeed.History;

/// <summary>How far a reader of the feed has come in one partition.</summary>
/// <param name="Epoch">The log's epoch; 0: nothing is known.</param>
/// <param name="Offset">The log event that it has seen last; -1: none of this epoch.</param>
/// <param name="Index">
/// How many of the feed events that this log event became it has seen; <see cref="Whole"/>: all. What a gateway tells there besides is
/// counted on from that.
/// </param>
internal readonly record struct FeedPlace(long Epoch, long Offset, int Index) : IComparable<FeedPlace>
{
    /// <summary>All feed events of a log event, however many there are: who begins behind it cannot know.</summary>
    public const int Whole = 1 << 30;

    /// <summary>Behind all that a log event became.</summary>
    public static FeedPlace Behind(EventPosition at) => new(at.Epoch, at.Offset, Whole);

    public static FeedPlace Of(EventPosition at) => new(at.Epoch, at.Offset, 0);

    public int CompareTo(FeedPlace other) => (Epoch, Offset, Index).CompareTo((other.Epoch, other.Offset, other.Index));
}

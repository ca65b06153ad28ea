using System.Collections.Immutable;
using EventPlatform.Contracts.Subscriptions;

namespace EventPlatform.Gateway.Hub;

/// <summary>The last block number seen of each publisher in one partition: what repeats is dropped, what is missing is a gap.</summary>
internal sealed class PublisherNumbers
{
    /// <summary>Publishers remembered; over it the one unseen for longest is forgotten (its next block is then told as a gap).</summary>
    internal const int CountMax = 4096;

    private readonly Dictionary<Guid, (long Number, long Seen)> _last = [];
    private long _clock;

    /// <summary>Starts with what the log has had already: none of it is missing to a reader that begins here.</summary>
    internal void Start(ImmutableArray<PublisherMark> marks)
    {
        foreach (var mark in marks)
        {
            Set(mark.Publisher, mark.Number);
        }
    }

    /// <summary>Takes the numbers a new epoch begins with; whether it has had blocks that were never seen here.</summary>
    internal bool Advance(ImmutableArray<PublisherMark> marks)
    {
        var isMissing = false;
        foreach (var mark in marks)
        {
            var last = _last.TryGetValue(mark.Publisher, out var entry) ? entry.Number : 0;
            isMissing |= mark.Number > last;
            Set(mark.Publisher, Math.Max(last, mark.Number));
        }

        return isMissing;
    }

    internal BlockOrder Take(Guid publisher, long number)
    {
        var last = _last.TryGetValue(publisher, out var entry) ? entry.Number : 0;
        if (number <= last)
        {
            return BlockOrder.Repeat;
        }

        Set(publisher, number);
        return number == last + 1 ? BlockOrder.Next : BlockOrder.AfterGap;
    }

    private void Set(Guid publisher, long number)
    {
        _last[publisher] = (number, ++_clock);
        if (_last.Count > CountMax)
        {
            _last.Remove(_last.MinBy(pair => pair.Value.Seen).Key);
        }
    }
}

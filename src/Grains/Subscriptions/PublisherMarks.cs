using System.Collections.Immutable;
using EventPlatform.Contracts.Subscriptions;

namespace EventPlatform.Grains.Subscriptions;

/// <summary>The last block number of every publisher. Who is long unseen is forgotten; should it come back, it is a gap.</summary>
internal sealed class PublisherMarks(TimeProvider time)
{
    internal const int CountMax = 4_096;
    internal static readonly TimeSpan SilenceMax = TimeSpan.FromHours(24);

    private readonly Dictionary<Guid, (long Number, long SeenAt)> _marks = [];

    internal int Count => _marks.Count;

    /// <summary>0 when the publisher is unknown.</summary>
    internal long NumberOf(Guid publisher) => _marks.TryGetValue(publisher, out var mark) ? mark.Number : 0;

    internal void Set(Guid publisher, long number)
    {
        if (!_marks.ContainsKey(publisher) && _marks.Count >= CountMax)
        {
            ForgetSilent();
        }

        _marks[publisher] = (number, time.GetTimestamp());
    }

    internal ImmutableArray<PublisherMark> List() => [.. _marks.Select(mark => new PublisherMark(mark.Key, mark.Value.Number))];

    /// <summary>Runs only when a new incarnation meets the bound: forgets the long silent, or else the one silent longest.</summary>
    private void ForgetSilent()
    {
        var oldest = _marks.MinBy(mark => mark.Value.SeenAt).Key;
        foreach (var (publisher, mark) in _marks)
        {
            if (time.GetElapsedTime(mark.SeenAt) >= SilenceMax)
            {
                _marks.Remove(publisher);
            }
        }

        _marks.Remove(oldest);
    }
}

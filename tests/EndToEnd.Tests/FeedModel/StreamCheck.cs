namespace EventPlatform.EndToEnd.Tests.FeedModel;

/// <summary>
/// Judges what a client got of one stream. Where its filters changed among the stream's events is not known, but it is one place between
/// two of them: the events before it were tested with the old filters, all behind it with the new. So there must be places for all changes,
/// in order, by which the client got exactly what its filters let in.
/// </summary>
internal static class StreamCheck
{
    /// <param name="told">The stream's events.</param>
    /// <param name="segments">What came of them, and the last place where the segment may begin (null: anywhere).</param>
    /// <param name="isOpen">Whether the end may be missing.</param>
    /// <returns>The segment in which no place is right; null: all is well.</returns>
    internal static int? WrongSegment(
        List<ToldEvent> told, IReadOnlyList<(ModelFilters Filters, List<string> Came, int? BeginMax)> segments, bool isOpen)
    {
        HashSet<int> begins = [.. Enumerable.Range(0, told.Count + 1)];
        for (var number = 0; number < segments.Count; number++)
        {
            var (filters, came, beginMax) = segments[number];
            var passes = told.Select(filters.Passes).ToArray();
            HashSet<int> ends = [];
            foreach (var begin in begins.Where(begin => begin <= (beginMax ?? told.Count)))
            {
                AddEnds(told, passes, came, begin, ends);
            }

            if (ends.Count == 0)
            {
                return number;
            }

            begins = ends;
        }

        return isOpen || begins.Contains(told.Count) ? null : segments.Count - 1;
    }

    /// <summary>Places where a segment can end that begins at a place.</summary>
    private static void AddEnds(List<ToldEvent> told, bool[] passes, List<string> came, int begin, HashSet<int> ends)
    {
        var taken = 0;
        for (var place = begin; place < told.Count; place++)
        {
            if (taken == came.Count)
            {
                ends.Add(place);
            }

            if (passes[place] && (taken == came.Count || came[taken++] != told[place].Text))
            {
                return;
            }
        }

        if (taken == came.Count)
        {
            ends.Add(told.Count);
        }
    }
}

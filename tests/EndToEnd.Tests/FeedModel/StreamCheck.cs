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
        List<int> places = [.. Enumerable.Range(0, told.Count + 1)];
        for (var number = 0; number < segments.Count; number++)
        {
            var (filters, came, beginMax) = segments[number];
            places = Ends(told, filters, came, [.. places.Where(place => place <= (beginMax ?? told.Count))]);
            if (places.Count == 0)
            {
                return number;
            }
        }

        return isOpen || places[^1] == told.Count ? null : segments.Count - 1;
    }

    /// <summary>Where a segment can end that begins at one of some places; all of them rise.</summary>
    private static List<int> Ends(List<ToldEvent> told, ModelFilters filters, List<string> came, List<int> begins)
    {
        // How much of what came is explained, each by another beginning.
        HashSet<int> explained = [];
        List<int> ends = [];
        var next = 0;
        for (var place = begins.FirstOrDefault(); place <= told.Count && (explained.Count > 0 || next < begins.Count); place++)
        {
            if (next < begins.Count && begins[next] == place)
            {
                explained.Add(0);
                next++;
            }

            if (explained.Contains(came.Count))
            {
                ends.Add(place);
            }

            if (explained.Count > 0 && place < told.Count && filters.Passes(told[place]))
            {
                explained = [.. explained.Where(count => count < came.Count && came[count] == told[place].Text).Select(count => count + 1)];
            }
        }

        return ends;
    }
}

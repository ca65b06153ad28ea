namespace EventPlatform.EndToEnd.Tests.Resuming;

/// <summary>
/// Whether a client was told what it had to be told: all that its filters let in, once and in order, from its first connection on; after
/// what was not recovered, and after a gap, from there on.
/// </summary>
internal sealed class HistoryCheck
{
    /// <summary>So much of a history is shown where it goes wrong.</summary>
    private const int ShownMax = 60;

    private readonly HashSet<ToldEvent> _happened;
    private readonly Dictionary<string, List<ToldEvent>> _orders = new(StringComparer.Ordinal);
    private readonly ILookup<ToldEvent, int> _places;

    /// <param name="happened">All events.</param>
    /// <param name="filter">The client's.</param>
    internal HistoryCheck(IEnumerable<ToldEvent> happened, FeedFilter filter)
    {
        _happened = [.. happened];
        var places = new List<(ToldEvent Told, int Place)>();
        foreach (var told in happened.Where(told => filter.Admits(told.Json)))
        {
            if (!_orders.TryGetValue(told.Order, out var order))
            {
                _orders.Add(told.Order, order = []);
            }

            places.Add((told, order.Count));
            order.Add(told);
        }

        _places = places.ToLookup(each => each.Told, each => each.Place);
    }

    /// <returns>The first thing that is wrong; null: nothing.</returns>
    internal string? Problem(IEnumerable<HistoryEntry> history)
    {
        var places = _orders.ToDictionary(order => order.Key, order => new ExpectedPlace(order.Value));
        var shown = new Queue<HistoryEntry>();
        foreach (var entry in history)
        {
            shown.Enqueue(entry);
            if (shown.Count > ShownMax)
            {
                shown.Dequeue();
            }

            switch (entry)
            {
                case HistoryEntry.Began began:
                    Open(places.Values, began.At);
                    break;
                case HistoryEntry.Resumed { IsRecovered: false } resumed:
                    Open(places.Values, resumed.At);
                    break;
                case HistoryEntry.Told { Event.Type: "gap" }:
                    Open(places.Values, long.MaxValue);
                    break;
                case HistoryEntry.Told told when Take(places, told.Event) is { } problem:
                    return $"{problem}\nit had:\n{string.Join('\n', shown)}";
            }
        }

        return places.Values.Select(place => place.Missing()).FirstOrDefault(missing => missing is not null);
    }

    private static void Open(IEnumerable<ExpectedPlace> places, long since)
    {
        foreach (var place in places)
        {
            place.Open(since);
        }
    }

    private string? Take(Dictionary<string, ExpectedPlace> places, ToldEvent told)
    {
        if (_places.Contains(told))
        {
            return places[told.Order].Take(_places[told]);
        }

        return _happened.Contains(told)
            ? $"told in spite of the filters: {told}"
            : $"not as others were told it: {told}\nothers: {_happened.FirstOrDefault(other => IsSame(other, told))}";
    }

    /// <summary>For the report only: what was probably meant.</summary>
    private static bool IsSame(ToldEvent one, ToldEvent other) =>
        one.Order == other.Order && one.Type == other.Type && one.Order != ToldEvent.Platform
        && new[] { PublishedEvent.Publisher, PublishedEvent.Number }.All(name =>
            one.Json.GetProperty(name).GetRawText() == other.Json.GetProperty(name).GetRawText());
}

namespace EventPlatform.EndToEnd.Tests.Resuming;

/// <summary>How far a client has come in one order of events.</summary>
/// <param name="order">Those that its filters let in.</param>
internal sealed class ExpectedPlace(List<ToldEvent> order)
{
    private int _next;
    private bool _isOpen = true;
    private long _since = long.MaxValue;

    /// <summary>Some may be missing here, but none that happened after a time.</summary>
    /// <param name="since">Unix milliseconds.</param>
    internal void Open(long since) => (_isOpen, _since) = (true, since);

    /// <summary>The client was told an event.</summary>
    /// <param name="places">Where it is in the order.</param>
    /// <returns>What is wrong; null: nothing.</returns>
    internal string? Take(IEnumerable<int> places)
    {
        var place = places.FirstOrDefault(place => place >= _next, -1);
        if (place < 0)
        {
            return $"told again: {order[places.First()]}\nafter: {order[_next - 1]}";
        }

        var missing = Missing(place);
        (_next, _isOpen) = (place + 1, false);
        return missing;
    }

    /// <summary>What had to come until now.</summary>
    internal string? Missing() => Missing(order.Count);

    private string? Missing(int end)
    {
        var missing = order[_next..end].Where(told => !_isOpen || told.Time > _since).ToList();
        return missing.Count == 0
            ? null
            : $"{missing.Count} missing: {missing[0]}\nafter: {(_next == 0 ? "nothing" : order[_next - 1])}"
                + $"\nbefore: {(end == order.Count ? "the end" : order[end])}";
    }
}

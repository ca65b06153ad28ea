namespace EventPlatform.Grains.Gateways;

/// <summary>The incarnations that ended last, so that a late call of one is told so. Bounded; the oldest is forgotten.</summary>
internal sealed class EndedIncarnations
{
    internal const int CountMax = 1_024;

    private readonly HashSet<Guid> _known = [];
    private readonly Queue<Guid> _order = new();

    internal bool Contains(Guid incarnation) => _known.Contains(incarnation);

    internal void Add(Guid incarnation)
    {
        if (!_known.Add(incarnation))
        {
            return;
        }

        _order.Enqueue(incarnation);
        if (_order.Count > CountMax)
        {
            _known.Remove(_order.Dequeue());
        }
    }
}

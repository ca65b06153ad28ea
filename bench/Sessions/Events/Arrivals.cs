namespace EventPlatform.Bench.Sessions.Events;

/// <summary>Which events of one publisher have come to one subscriber.</summary>
internal sealed class Arrivals
{
    private readonly long _first;
    private readonly int _step;
    private readonly HashSet<long> _holes = [];
    private long _next;

    /// <param name="first">The number of the first that it gets.</param>
    /// <param name="step">From each to the next.</param>
    public Arrivals(long first, int step) => (_first, _step, _next) = (first, step, first);

    /// <param name="number">Of an event that was published.</param>
    public Arrival Take(long number)
    {
        if (number == _next)
        {
            _next += _step;
            return Arrival.InOrder;
        }

        if (number < _first || (number - _first) % _step != 0)
        {
            return Arrival.Foreign;
        }

        if (number < _next)
        {
            return _holes.Remove(number) ? Arrival.Late : Arrival.Again;
        }

        for (; _next < number; _next += _step)
        {
            _holes.Add(_next);
        }

        _next += _step;
        return Arrival.AfterGap;
    }

    /// <summary>How many have not come of those below a number.</summary>
    public long Missing(long end) => _holes.Count + Math.Max(0, (end - _next + _step - 1) / _step);
}

using EventPlatform.Bench.Sessions.Measure;

namespace EventPlatform.Bench.Sessions.Events;

/// <summary>
/// One publisher's events from the first on that is not over: not answered, or not delivered to all that get it. A ring by their numbers
/// that grows while a rate outruns the server.
/// </summary>
/// <param name="waitsEach">Answer and deliveries that each event waits for.</param>
internal sealed class InFlight(int waitsEach)
{
    private Entry[] _ring = new Entry[256];
    private long _first = EventBody.FirstNumber;

    private struct Entry
    {
        public long Due;
        public EventFigures? Figures;
        public int Waiting;
    }

    /// <summary>The number of the next event.</summary>
    public long Next { get; private set; } = EventBody.FirstNumber;

    public int Count => (int)(Next - _first);

    /// <param name="due">When it should have been sent.</param>
    /// <param name="figures">Where it counts; null: nowhere.</param>
    /// <returns>Its number.</returns>
    public long Add(long due, EventFigures? figures)
    {
        if (Count == _ring.Length)
        {
            Grow();
        }

        _ring[Place(Next)] = new Entry { Due = due, Figures = figures, Waiting = waitsEach };
        return Next++;
    }

    /// <summary>It was answered.</summary>
    public void Answered(long number, long now)
    {
        ref var entry = ref _ring[Place(number)];
        entry.Figures?.Publish.Add(now - entry.Due);
        Happened(ref entry);
    }

    /// <summary>One that gets it has it.</summary>
    public void Delivered(long number, long now)
    {
        ref var entry = ref _ring[Place(number)];
        entry.Figures?.Deliver.Add(now - entry.Due);
        Happened(ref entry);
    }

    /// <summary>Whether it was published and is not over.</summary>
    public bool Holds(long number) => number >= _first && number < Next;

    private void Happened(ref Entry entry)
    {
        entry.Waiting--;
        while (_first < Next && _ring[Place(_first)].Waiting == 0)
        {
            _first++;
        }
    }

    private int Place(long number) => (int)(number & (_ring.Length - 1));

    private void Grow()
    {
        var larger = new Entry[_ring.Length * 2];
        for (var number = _first; number < Next; number++)
        {
            larger[(int)(number & (larger.Length - 1))] = _ring[Place(number)];
        }

        _ring = larger;
    }
}

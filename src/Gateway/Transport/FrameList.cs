using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace EventPlatform.Gateway.Transport;

/// <summary>
/// A list of entries that holds no memory while it is empty, and none of its own for one entry, the usual case when an event goes to many
/// connections. Not thread-safe; a mutable struct: a field, never a copy.
/// </summary>
internal struct FrameList
{
    private const int CountMin = 8;

    private OutboundFrame _first;

    /// <summary>The entries from the second on.</summary>
    private OutboundFrame[]? _more;

    public int Count { get; private set; }

    [UnscopedRef]
    public readonly ref readonly OutboundFrame this[int index]
    {
        get
        {
            if (index == 0)
            {
                return ref _first;
            }

            return ref _more![index - 1];
        }
    }

    public void Add(OutboundFrame frame)
    {
        if (Count == 0)
        {
            _first = frame;
        }
        else
        {
            if (_more is null || Count > _more.Length)
            {
                Grow();
            }

            _more![Count - 1] = frame;
        }

        Count++;
    }

    /// <summary>Forgets all entries and gives the memory back.</summary>
    public void Clear()
    {
        Return();
        _first = default;
        Count = 0;
    }

    private void Grow()
    {
        var larger = ArrayPool<OutboundFrame>.Shared.Rent(Math.Max(CountMin, Count * 2));
        _more.AsSpan(0, Count - 1).CopyTo(larger);
        Return();
        _more = larger;
    }

    private void Return()
    {
        if (_more is { } more)
        {
            // Only what was used is cleared; the pool would clear the whole array.
            more.AsSpan(0, Count - 1).Clear();
            ArrayPool<OutboundFrame>.Shared.Return(more);
            _more = null;
        }
    }
}

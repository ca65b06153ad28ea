using System.Buffers;

namespace EventPlatform.Gateway.Transport;

/// <summary>A list of entries that holds no memory while it is empty. Not thread-safe; a mutable struct: a field, never a copy.</summary>
internal struct FrameList
{
    private const int CountMin = 8;

    private OutboundFrame[]? _frames;

    public int Count { get; private set; }

    public readonly ref readonly OutboundFrame this[int index] => ref _frames![index];

    public void Add(OutboundFrame frame)
    {
        if (_frames is null || Count == _frames.Length)
        {
            Grow();
        }

        _frames![Count++] = frame;
    }

    /// <summary>Forgets all entries and gives the memory back.</summary>
    public void Clear()
    {
        if (_frames is { } frames)
        {
            // Entries are cleared one by one and not by the pool, which would clear the whole array.
            frames.AsSpan(0, Count).Clear();
            ArrayPool<OutboundFrame>.Shared.Return(frames);
        }

        _frames = null;
        Count = 0;
    }

    private void Grow()
    {
        var larger = ArrayPool<OutboundFrame>.Shared.Rent(Math.Max(CountMin, Count * 2));
        if (_frames is { } frames)
        {
            frames.AsSpan(0, Count).CopyTo(larger);
            frames.AsSpan(0, Count).Clear();
            ArrayPool<OutboundFrame>.Shared.Return(frames);
        }

        _frames = larger;
    }
}

using System.Buffers;

namespace EventPlatform.Gateway.Transport;

/// <summary>Pooled memory for a message that does not lie in one piece of the input. A mutable struct: a field, never a copy.</summary>
internal struct ScratchBuffer
{
    private byte[]? _bytes;

    public int Length { get; private set; }

    public readonly Memory<byte> Memory => _bytes.AsMemory(0, Length);

    /// <summary>Copies a piece behind what is there.</summary>
    /// <returns>The copy.</returns>
    public Span<byte> Append(in ReadOnlySequence<byte> piece)
    {
        var length = (int)piece.Length;
        if (_bytes is null || _bytes.Length - Length < length)
        {
            Grow(length);
        }

        var copy = _bytes.AsSpan(Length, length);
        piece.CopyTo(copy);
        Length += length;
        return copy;
    }

    public void Release()
    {
        if (_bytes is { } bytes)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }

        _bytes = null;
        Length = 0;
    }

    private void Grow(int more)
    {
        // At least doubled, so that many small fragments are not copied again and again.
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Length + more, Length * 2));
        if (_bytes is { } bytes)
        {
            bytes.AsSpan(0, Length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(bytes);
        }

        _bytes = larger;
    }
}

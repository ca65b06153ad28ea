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
            // At least doubled, so that many small fragments are not copied again and again.
            Grow(Math.Max(Length + length, Length * 2));
        }

        var copy = _bytes.AsSpan(Length, length);
        piece.CopyTo(copy);
        Length += length;
        return copy;
    }

    /// <summary>Room behind what is there, 1 byte or more; <see cref="Advance"/> tells how much of it was used.</summary>
    /// <param name="bytesMin">What is taken at first, unless <paramref name="lengthMax"/> is less.</param>
    /// <param name="lengthMax">More than <see cref="Length"/>, which will not pass it.</param>
    public Span<byte> Free(int bytesMin, int lengthMax)
    {
        if (_bytes is null || _bytes.Length == Length)
        {
            Grow((int)Math.Min(lengthMax, Math.Max(bytesMin, Length * 2L)));
        }

        return _bytes.AsSpan(Length, Math.Min(_bytes!.Length, lengthMax) - Length);
    }

    /// <summary>The first bytes of the room were written.</summary>
    public void Advance(int bytes) => Length += bytes;

    /// <summary>Forgets what is behind a length.</summary>
    public void Truncate(int length) => Length = length;

    public void Release()
    {
        if (_bytes is { } bytes)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }

        _bytes = null;
        Length = 0;
    }

    private void Grow(int capacity)
    {
        var larger = ArrayPool<byte>.Shared.Rent(capacity);
        if (_bytes is { } bytes)
        {
            bytes.AsSpan(0, Length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(bytes);
        }

        _bytes = larger;
    }
}

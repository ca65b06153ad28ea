namespace EventPlatform.Contracts.Events;

/// <summary>
/// Bytes that live for seconds and go in the order in which they came, by the thousands: in memory that is used over and over, since the
/// collector would copy them again and again. It grows with what is held, piece by piece; of the pieces that are left, one is kept. Not
/// thread-safe.
/// </summary>
public sealed class ByteRing
{
    /// <summary>Large enough never to be moved, small enough to cost an idle process little.</summary>
    internal const int PieceBytes = 128 * 1024;

    /// <summary>Those in use; their number is a power of two.</summary>
    private byte[]?[] _pieces = new byte[4][];
    private byte[]? _spare;
    private long _start;
    private long _end;

    /// <summary>Pieces that are in use or kept for further bytes.</summary>
    internal int PieceCount => _pieces.Count(piece => piece is not null) + (_spare is null ? 0 : 1);

    /// <summary>Adds behind all others.</summary>
    /// <returns>Their position, for <see cref="Read"/>, until they are released.</returns>
    public long Add(ReadOnlySpan<byte> bytes)
    {
        var position = _end;
        while (!bytes.IsEmpty)
        {
            var rest = Rest(_end);
            var count = Math.Min(rest.Length, bytes.Length);
            bytes[..count].CopyTo(rest);
            bytes = bytes[count..];
            _end += count;
        }

        return position;
    }

    /// <summary>A copy of so many bytes from a position on; all must be held.</summary>
    public byte[] Read(long position, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(position, _start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position + length, _end, nameof(length));
        var bytes = GC.AllocateUninitializedArray<byte>(length);
        for (var read = 0; read < length;)
        {
            var rest = Rest(position + read);
            rest = rest[..Math.Min(rest.Length, length - read)];
            rest.CopyTo(bytes.AsSpan(read));
            read += rest.Length;
        }

        return bytes;
    }

    /// <summary>Lets go all that lies before a position.</summary>
    public void Release(long position)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, _end);
        for (var piece = _start / PieceBytes; piece < position / PieceBytes; piece++)
        {
            _spare = Piece(piece);
            Piece(piece) = null;
        }

        _start = Math.Max(_start, position);
    }

    private ref byte[]? Piece(long number) => ref _pieces[number & (_pieces.Length - 1)];

    /// <summary>From a position to the end of its piece.</summary>
    private Span<byte> Rest(long position)
    {
        var number = position / PieceBytes;
        if (number - (_start / PieceBytes) == _pieces.Length)
        {
            Grow();
        }

        ref var piece = ref Piece(number);
        if (piece is null)
        {
            (piece, _spare) = (_spare ?? GC.AllocateUninitializedArray<byte>(PieceBytes), null);
        }

        return piece.AsSpan((int)(position % PieceBytes));
    }

    private void Grow()
    {
        var (old, first) = (_pieces, _start / PieceBytes);
        _pieces = new byte[old.Length * 2][];
        for (var number = first; number < first + old.Length; number++)
        {
            Piece(number) = old[number & (old.Length - 1)];
        }
    }
}

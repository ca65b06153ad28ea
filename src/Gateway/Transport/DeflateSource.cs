namespace EventPlatform.Gateway.Transport;

/// <summary>
/// A message's compressed bytes and their ending, for <see cref="System.IO.Compression.DeflateStream"/>s to read. Such a stream asks for
/// more only when it has used up what it got and has not come to its end, and this is the only way to see where it ended: in the piece
/// given last. So the last byte is a piece of its own.
/// </summary>
/// <param name="payload">The message as it was sent.</param>
internal sealed class DeflateSource(ReadOnlyMemory<byte> payload) : Stream
{
    private const int PieceBytesMax = 256;

    private int _position;

    /// <summary>Where the stream that is being read starts.</summary>
    private int _start;

    /// <summary>Where the piece given last starts.</summary>
    private int _piece;

    /// <summary>From here on every piece is one byte.</summary>
    private int _single = int.MaxValue;

    /// <summary>Whether all bytes were given.</summary>
    public bool IsAllGiven => _position == payload.Length + Ending.Length;

    /// <summary>Whether more was asked for than there is.</summary>
    public bool IsExhausted { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The empty block without compression that the sender cut off (RFC 7692 7.2.1), then a final one to end with.</summary>
    private static ReadOnlySpan<byte> Ending => [0x00, 0x00, 0xFF, 0xFF, 0x03, 0x00];

    /// <summary>
    /// Gives the stream again that has just ended, but its last piece byte by byte: what is not given then is behind its end.
    /// </summary>
    public void Repeat()
    {
        _single = _piece;
        _position = _start;
    }

    /// <summary>What was not given is the next stream.</summary>
    public void GoOn()
    {
        _single = int.MaxValue;
        _start = _position;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var isPayload = _position < payload.Length;
        var rest = isPayload ? payload.Span[_position..] : Ending[(_position - payload.Length)..];
        IsExhausted |= rest.IsEmpty;
        var most = _position >= _single ? 1 : Math.Min(PieceBytesMax, _single - _position);
        most = isPayload ? most : Math.Clamp(rest.Length - 1, 1, most);
        rest = rest[..Math.Min(rest.Length, Math.Min(most, buffer.Length))];
        rest.CopyTo(buffer);
        _piece = _position;
        _position += rest.Length;
        return rest.Length;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

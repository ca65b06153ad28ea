namespace EventPlatform.Gateway.Transport;

/// <summary>
/// A message's compressed bytes, for a <see cref="System.IO.Compression.DeflateStream"/> to read. That asks for more only when it has used
/// up what it got and has not come to an end, and this is the only way to see where it ended: so the last byte is given alone.
/// </summary>
internal sealed class DeflateSource(ReadOnlyMemory<byte> bytes) : Stream
{
    private int _position;

    /// <summary>Whether every read gives one byte.</summary>
    public bool IsByteByByte { get; private set; }

    /// <summary>Whether all bytes were given.</summary>
    public bool IsAllGiven => _position == bytes.Length;

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

    /// <summary>Gives everything again, byte by byte.</summary>
    public void Restart()
    {
        _position = 0;
        IsByteByByte = true;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var left = bytes.Length - _position;
        IsExhausted |= left == 0;
        var length = Math.Min(left, IsByteByByte ? 1 : Math.Clamp(left - 1, 1, buffer.Length));
        bytes.Span.Slice(_position, length).CopyTo(buffer);
        _position += length;
        return length;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

using System.Buffers;

namespace EventPlatform.Gateway.Transport;

/// <summary>
/// Lines of any bytes that end in LF or CRLF; the end is not part of the message and does not count. client: bytes [CR] LF.
/// </summary>
/// <param name="lineBytesMax">Longest line in bytes.</param>
/// <param name="overLimit">What happens to a longer one.</param>
internal sealed class LineDecoder(int lineBytesMax, OverLimit overLimit) : MessageDecoder
{
    private ScratchBuffer _scratch;

    /// <summary>Bytes at the start of the buffer that hold no LF, so that a line arriving byte by byte is searched once.</summary>
    private int _searched;
    private bool _isSkipping;
    private bool _isStopped;

    public override Decoded Decode(ref ReadOnlySequence<byte> buffer)
    {
        if (_isStopped)
        {
            return new Decoded(DecodedKind.End);
        }

        if (_isSkipping && !TrySkip(ref buffer))
        {
            return default;
        }

        if (buffer.Slice(_searched).PositionOf((byte)'\n') is not { } end)
        {
            return IsTooLarge(buffer) ? GiveUp(ref buffer) : Wait(buffer);
        }

        var line = TrimReturn(buffer.Slice(0, end));
        if (line.Length > lineBytesMax)
        {
            return GiveUp(ref buffer);
        }

        buffer = buffer.Slice(buffer.GetPosition(1, end));
        _searched = 0;
        if (line.IsSingleSegment)
        {
            return new Decoded(DecodedKind.Text, line.First);
        }

        _scratch.Append(line);
        return new Decoded(DecodedKind.Text, _scratch.Memory);
    }

    public override bool Discard(ref ReadOnlySequence<byte> buffer)
    {
        buffer = buffer.Slice(buffer.End);
        return false;
    }

    public override void Release() => _scratch.Release();

    /// <summary>Whether a line without its LF is over the limit for certain: a CR may still turn out to belong to the end.</summary>
    private bool IsTooLarge(in ReadOnlySequence<byte> buffer) => TrimReturn(buffer).Length > lineBytesMax;

    private static ReadOnlySequence<byte> TrimReturn(in ReadOnlySequence<byte> line)
    {
        if (line.IsEmpty)
        {
            return line;
        }

        var last = line.Slice(line.Length - 1);
        return last.FirstSpan[0] == '\r' ? line.Slice(0, last.Start) : line;
    }

    private Decoded Wait(in ReadOnlySequence<byte> buffer)
    {
        _searched = (int)buffer.Length;
        return default;
    }

    private Decoded GiveUp(ref ReadOnlySequence<byte> buffer)
    {
        _searched = 0;
        _isStopped = overLimit == OverLimit.Stop;
        _isSkipping = !_isStopped;
        if (_isSkipping)
        {
            TrySkip(ref buffer);
        }

        return new Decoded(DecodedKind.TooLarge);
    }

    /// <summary>Drops the rest of a line that was reported.</summary>
    private bool TrySkip(ref ReadOnlySequence<byte> buffer)
    {
        var end = buffer.PositionOf((byte)'\n');
        buffer = end is { } position ? buffer.Slice(buffer.GetPosition(1, position)) : buffer.Slice(buffer.End);
        _isSkipping = end is null;
        return !_isSkipping;
    }
}

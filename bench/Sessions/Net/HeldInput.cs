namespace EventPlatform.Bench.Sessions.Net;

/// <summary>The begin of a message whose rest has not come; most connections never have one.</summary>
internal sealed class HeldInput
{
    private const int BytesMin = 4 * 1024;
    private byte[] _bytes = [];
    private int _count;
    private long _wanted;

    public bool IsEmpty => _count == 0;

    public void Clear() => _count = 0;

    /// <summary>Keeps what was not taken; it may be in here already, further back.</summary>
    /// <param name="bytes">The begin of a message.</param>
    /// <param name="wanted">How long the message is; 0: not known.</param>
    public void Hold(ReadOnlySpan<byte> bytes, long wanted)
    {
        if (_bytes.Length < bytes.Length)
        {
            _bytes = new byte[Math.Max(bytes.Length * 2, BytesMin)];
        }

        bytes.CopyTo(_bytes);
        _count = bytes.Length;
        _wanted = wanted;
    }

    /// <summary>Where the socket writes on.</summary>
    public Span<byte> Room()
    {
        var wanted = Math.Max(_wanted, _count * 2L);
        if (_bytes.Length < wanted)
        {
            Array.Resize(ref _bytes, (int)Math.Max(wanted, BytesMin));
        }

        return _bytes.AsSpan(_count);
    }

    /// <summary>The socket has written on.</summary>
    /// <returns>All there is, which is held no more; empty while the message can't be whole.</returns>
    public ReadOnlySpan<byte> Added(int count)
    {
        _count += count;
        if (_count < _wanted)
        {
            return default;
        }

        var all = _bytes.AsSpan(0, _count);
        _count = 0;
        return all;
    }
}

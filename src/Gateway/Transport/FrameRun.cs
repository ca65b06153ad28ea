namespace EventPlatform.Gateway.Transport;

/// <summary>
/// Messages that go to many connections, all to each and in this order, each to be followed by a number of its connection. Filled by one
/// thread, then shared and never changed.
/// </summary>
/// <param name="capacity">How many messages it is made for; it takes more.</param>
internal sealed class FrameRun(int capacity = 4)
{
    /// <summary>Bytes of all messages that one is meant to have, roughly: one flush.</summary>
    public const int BytesMax = OutboundQueue.FlushBytes;

    private byte[][] _prefixes = new byte[capacity][];

    public int Count { get; private set; }

    /// <summary>Bytes of all, without numbers.</summary>
    public int Bytes { get; private set; }

    /// <summary>The messages up to their numbers.</summary>
    public ReadOnlySpan<byte[]> Prefixes => _prefixes.AsSpan(0, Count);

    /// <param name="prefix">
    /// The message up to its number; at least <see cref="OutboundFrame.CostMin"/> bytes, never changed any more.
    /// </param>
    public void Add(byte[] prefix)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(prefix.Length, OutboundFrame.CostMin, nameof(prefix));
        if (Count == _prefixes.Length)
        {
            Array.Resize(ref _prefixes, Math.Max(4, Count * 2));
        }

        _prefixes[Count++] = prefix;
        Bytes += prefix.Length;
    }

    /// <summary>Whether all numbers have as many digits, counted from this one on.</summary>
    public bool HasEvenDigits(long first) => OutboundFrame.Digits(first) == OutboundFrame.Digits(first + Count - 1);

    /// <summary>What all count for while unsent, when their numbers have equally many digits.</summary>
    public long Cost(long first) => Bytes + (Count * (OutboundFrame.Digits(first) + 1L));
}

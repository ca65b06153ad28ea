using System.Buffers;
using System.Globalization;

namespace EventPlatform.Gateway.Transport;

/// <summary>
/// A run as it goes on the wire, for one connection after the other: written once, then only the numbers are changed, and nothing at all
/// where they are the same. One thread's own; gives its memory back when disposed of.
/// </summary>
internal sealed class RunImage : IDisposable
{
    private const int LongDigitsMax = 19;

    private FrameRun? _run;
    private Framing _framing;
    private byte[] _bytes = [];
    private int[] _numberPlaces = [];
    private long _first;
    private int _length;

    /// <param name="run">What is sent.</param>
    /// <param name="framing">How.</param>
    /// <param name="first">The number of the first message; all have as many digits.</param>
    /// <returns>The bytes, until the next call.</returns>
    public ReadOnlySpan<byte> Of(FrameRun run, Framing framing, long first)
    {
        if (!ReferenceEquals(run, _run) || framing != _framing || OutboundFrame.Digits(first) != OutboundFrame.Digits(_first))
        {
            Render(run, framing, first);
        }
        else if (first != _first)
        {
            Renumber(first);
        }

        return _bytes.AsSpan(0, _length);
    }

    public void Dispose()
    {
        Return();
        _run = null;
    }

    private void Render(FrameRun run, Framing framing, long first)
    {
        var needed = run.Bytes + (run.Count * FrameWriter.OverheadBytesMax);
        if (_bytes.Length < needed || _numberPlaces.Length < run.Count)
        {
            Return();
            _bytes = ArrayPool<byte>.Shared.Rent(needed);
            _numberPlaces = ArrayPool<int>.Shared.Rent(run.Count);
        }

        (_run, _framing, _first, _length) = (run, framing, first, 0);
        var prefixes = run.Prefixes;
        for (var index = 0; index < prefixes.Length; index++)
        {
            var frame = new OutboundFrame(prefixes[index], first + index, OutboundKind.Event);
            _length += FrameWriter.WriteWhole(_bytes.AsSpan(_length), framing, frame, out var tail);
            _numberPlaces[index] = _length - tail;
        }
    }

    private void Renumber(long first)
    {
        Span<byte> space = stackalloc byte[LongDigitsMax];
        first.TryFormat(space, out var count, default, CultureInfo.InvariantCulture);
        var digits = space[..count];
        _first = first;
        foreach (var place in _numberPlaces.AsSpan(0, _run!.Count))
        {
            digits.CopyTo(_bytes.AsSpan(place));
            Increment(digits);
        }
    }

    /// <summary>The next number in the same digits; behind the last one, 99 becomes 00, which nobody writes.</summary>
    private static void Increment(Span<byte> digits)
    {
        var at = digits.Length - 1;
        while (at >= 0 && digits[at] == '9')
        {
            digits[at--] = (byte)'0';
        }

        if (at >= 0)
        {
            digits[at]++;
        }
    }

    private void Return()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            ArrayPool<int>.Shared.Return(_numberPlaces);
        }

        (_bytes, _numberPlaces) = ([], []);
    }
}

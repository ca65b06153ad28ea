namespace EventPlatform.Bench.Sessions.Measure;

/// <summary>
/// Measured times in nanoseconds, each of them kept: no buckets, so percentiles are exact. They lie in pieces, as copying millions of them
/// to a larger place would itself make others late.
/// </summary>
internal sealed class Latencies
{
    private const double PerMillisecond = 1e6;
    private const int PieceCount = 4_096;
    private readonly List<long[]> _pieces = [];
    private long[]? _sorted;

    public int Count { get; private set; }

    public void Add(long nanoseconds)
    {
        var place = Count % PieceCount;
        if (place == 0)
        {
            _pieces.Add(new long[PieceCount]);
        }

        _pieces[^1][place] = nanoseconds;
        Count++;
        _sorted = null;
    }

    /// <summary>The time that so many percent did not pass (nearest rank), in milliseconds; 0 when nothing was measured.</summary>
    public double Percentile(double percent)
    {
        if (Count == 0)
        {
            return 0;
        }

        _sorted ??= Sorted();
        var rank = (int)Math.Ceiling(percent / 100 * Count);
        return _sorted[Math.Max(rank, 1) - 1] / PerMillisecond;
    }

    private long[] Sorted()
    {
        var all = new long[Count];
        for (var piece = 0; piece < _pieces.Count; piece++)
        {
            var from = piece * PieceCount;
            _pieces[piece].AsSpan(0, Math.Min(PieceCount, Count - from)).CopyTo(all.AsSpan(from));
        }

        Array.Sort(all);
        return all;
    }
}

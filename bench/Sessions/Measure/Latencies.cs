namespace EventPlatform.Bench.Sessions.Measure;

/// <summary>Measured times in nanoseconds, each of them kept: no buckets, so percentiles are exact.</summary>
internal sealed class Latencies
{
    private const double PerMillisecond = 1e6;
    private readonly List<long> _times = new(4_096);
    private bool _isSorted;

    public int Count => _times.Count;

    public void Add(long nanoseconds)
    {
        _times.Add(nanoseconds);
        _isSorted = false;
    }

    /// <summary>The time that so many percent did not pass (nearest rank), in milliseconds; 0 when nothing was measured.</summary>
    public double Percentile(double percent)
    {
        if (_times.Count == 0)
        {
            return 0;
        }

        if (!_isSorted)
        {
            _times.Sort();
            _isSorted = true;
        }

        var rank = (int)Math.Ceiling(percent / 100 * _times.Count);
        return _times[Math.Max(rank, 1) - 1] / PerMillisecond;
    }
}

namespace EventPlatform.Bench.Sessions.Measure;

/// <summary>Resident memory of a process over a measurement, four times a second.</summary>
internal sealed class MemoryTrace(int? process, long from, long to)
{
    private const double GapSeconds = 0.25;
    private readonly List<(long At, double Kib)> _samples = [];

    public long NextDue { get; private set; } = process is null ? long.MaxValue : from;

    public void Take(long now)
    {
        if (Memory.ResidentKib(process) is { } kib)
        {
            _samples.Add((now, kib));
        }

        NextDue = now + Clock.Seconds(GapSeconds);
    }

    /// <summary>The median of a part of the measurement, given by two shares of it: the collector makes single samples jump.</summary>
    /// <returns>null: the process is not known.</returns>
    public double? Median(double fromShare, double toShare)
    {
        var (first, last) = (from + ((to - from) * fromShare), from + ((to - from) * toShare));
        var values = _samples.Where(sample => sample.At >= first && sample.At <= last).Select(sample => sample.Kib).Order().ToArray();
        return values.Length == 0 ? null : values[values.Length / 2];
    }
}

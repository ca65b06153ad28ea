namespace EventPlatform.Bench.Sessions.Measure;

/// <summary>The figures of one run, in the order in which they are told.</summary>
internal sealed class Report
{
    private readonly List<(string Key, double Value)> _figures = [];

    public IReadOnlyList<(string Key, double Value)> Figures => _figures;

    /// <param name="key">Unique in the report; ends in its unit.</param>
    /// <param name="value">null: not known, and not told.</param>
    public void Add(string key, double? value)
    {
        if (value is { } known)
        {
            _figures.Add((key, known));
        }
    }

    /// <summary>p50, p90, p99 and the greatest.</summary>
    public void Add(string prefix, Latencies latencies)
    {
        Add($"{prefix}_p50_ms", latencies.Percentile(50));
        Add($"{prefix}_p90_ms", latencies.Percentile(90));
        Add($"{prefix}_p99_ms", latencies.Percentile(99));
        Add($"{prefix}_max_ms", latencies.Percentile(100));
    }

    /// <summary>Who used the CPUs between two moments, in percent of one.</summary>
    public void Add(string prefix, Usage from, Usage to)
    {
        Add($"{prefix}server_cpu_percent", to.ServerPercent(from));
        Add($"{prefix}client_cpu_percent", to.ClientPercent(from));
        Add($"{prefix}other_cpu_percent", to.OtherPercent(from));
        Add($"{prefix}stolen_cpu_percent", to.StolenPercent(from));
    }
}

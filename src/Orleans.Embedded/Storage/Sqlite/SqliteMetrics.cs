using System.Diagnostics.Metrics;

namespace Orleans.Embedded;

/// <summary>Counts commits (each is one sync of the file) and the writes in them.</summary>
internal sealed class SqliteMetrics
{
    /// <summary>The name of the meter.</summary>
    internal const string MeterName = "Orleans.Embedded.Storage";

    private readonly Counter<long> _commits;
    private readonly Counter<long> _writes;

    public SqliteMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _commits = meter.CreateCounter<long>("storage.commits", description: "Commits, each one sync of the file.");
        _writes = meter.CreateCounter<long>("storage.writes", description: "States written or cleared.");
    }

    internal void Committed(int writes)
    {
        _commits.Add(1);
        _writes.Add(writes);
    }
}

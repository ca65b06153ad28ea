using System.Diagnostics.Metrics;
using EventPlatform.Management;

namespace EventPlatform.Silo;

/// <summary>
/// Counts commits of the store and the states that share them. With a database server each write is a commit of its own.
/// </summary>
internal sealed class StorageMetrics : IMeters
{
    private readonly Counter<long> _commits;
    private readonly Counter<long> _writes;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _time;

    public StorageMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MetricsExport.MeterPrefix + ".Storage");
        _commits = meter.CreateCounter<long>("ep_storage_commits_total", description: "Commits of the store, each one sync of its file");
        _writes = meter.CreateCounter<long>("ep_storage_writes_total", description: "States written or removed, many to a commit");
        _failures = meter.CreateCounter<long>(
            "ep_storage_failures_total", description: "States not written or removed because the store failed");
        _time = meter.CreateHistogram<double>("ep_storage_commit_seconds", "s", "Time of a commit, its writes too");

        // What has not happened yet is 0, not absent.
        _commits.Add(0);
        _writes.Add(0);
        _failures.Add(0);
    }

    internal void Committed(int writes)
    {
        _commits.Add(1);
        _writes.Add(writes);
    }

    internal void Timed(TimeSpan time) => _time.Record(time.TotalSeconds);

    /// <param name="writes">That were to be committed; 0: it was only reading.</param>
    internal void Failed(int writes) => _failures.Add(writes);
}

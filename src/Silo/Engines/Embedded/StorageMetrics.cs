using System.Diagnostics.Metrics;

namespace EventPlatform.Silo;

/// <summary>Counts commits of the store, each of which is one sync, and the states that share them.</summary>
internal sealed class StorageMetrics
{
    private readonly Counter<long> _commits;
    private readonly Counter<long> _writes;

    public StorageMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("EventPlatform.Storage");
        _commits = meter.CreateCounter<long>("ep_storage_commits_total", description: "Commits of the store, each one sync of its file");
        _writes = meter.CreateCounter<long>("ep_storage_writes_total", description: "States written or removed, many to a commit");

        // What has not happened yet is 0, not absent.
        _commits.Add(0);
        _writes.Add(0);
    }

    internal void Committed(int writes)
    {
        _commits.Add(1);
        _writes.Add(writes);
    }
}

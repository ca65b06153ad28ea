using System.Collections.Immutable;
using EventPlatform.Drills.Cluster;
using EventPlatform.Drills.Embedded;

namespace EventPlatform.Drills;

/// <summary>A procedure of docs/operations.md, carried out as it is written there, and what it promises.</summary>
internal abstract class Drill
{
    private static readonly ImmutableArray<Drill> All =
        [new BackupDrill(), new UpgradeDrill(), new DisasterDrill(), new ClusterBackupDrill(), new ClusterUpgradeDrill()];

    public static ImmutableArray<string> Names { get; } = [.. All.Select(drill => drill.Name)];

    public abstract string Name { get; }

    public static Drill Of(string name) => All.Single(drill => drill.Name == name);

    /// <summary>Carries it out.</summary>
    /// <returns>What was measured, for its line.</returns>
    /// <exception cref="BrokenPromiseException">Something is not as promised.</exception>
    public abstract Task<string> Run(DrillContext context, CancellationToken cancellationToken);
}

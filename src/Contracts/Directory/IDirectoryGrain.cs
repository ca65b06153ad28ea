namespace EventPlatform.Contracts.Directory;

/// <summary>
/// The root of the directory (key 0): core server, locations, tenants and their order; it sequences every change of the directory and
/// of accounts.
/// </summary>
[Alias("ep.IDirectoryGrain")]
public interface IDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Called by every process before it serves: makes the core server at first, checks what is fixed with the first start.
    /// Conflict with field <c>Events:Partitions</c> when the number of partitions differs from the first start's.
    /// </summary>
    [Alias("Start"), ResponseTimeout("00:00:30"), Idempotent(true)]
    Task<Outcome<PlatformStarted>> Start(PlatformStart start, CancellationToken cancellationToken = default);

    /// <summary>
    /// Imports a directory document when the store has no location and no account, else does nothing; all or nothing, also over a crash.
    /// Invalid with the path (<c>locations[0].name</c>) and the reason. The value is the directory's number afterwards.
    /// </summary>
    [Alias("Seed"), ResponseTimeout("00:01:00"), Idempotent(true)]
    Task<Outcome<DirectoryNumber>> Seed(DirectoryDocument document, CancellationToken cancellationToken = default);

    /// <summary>The whole root as it is durable, with the number of its last change.</summary>
    [Alias("Snapshot"), ResponseTimeout("00:00:05"), Idempotent(true)]
    Task<DirectorySnapshot> Snapshot(CancellationToken cancellationToken = default);

    /// <summary>What became of a change over several grains. Looks only at the durable root and the change in progress.</summary>
    [Alias("OutcomeOf"), AlwaysInterleave, ResponseTimeout("00:00:05"), Idempotent(true)]
    Task<ChangeOutcome> OutcomeOf(Guid change, CancellationToken cancellationToken = default);
}

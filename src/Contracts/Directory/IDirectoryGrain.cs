using EventPlatform.Contracts.Accounts;

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

    /// <summary>
    /// The whole root as it is durable, with the number of its last change; what that change made of tenants and accounts is to be seen
    /// at them, who wait for it. Not held up by a change that is being made.
    /// </summary>
    [Alias("Snapshot"), AlwaysInterleave, ResponseTimeout("00:00:05"), Idempotent(true)]
    Task<DirectorySnapshot> Snapshot(CancellationToken cancellationToken = default);

    /// <summary>All accounts, without their hashes, in any order. Not held up by a change that is being made.</summary>
    [Alias("Accounts"), AlwaysInterleave, ResponseTimeout("00:00:30"), Idempotent(true)]
    Task<AccountsSnapshot> Accounts(CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes an account. Refusals with the member as field: Invalid (<c>id</c>, <c>username</c>, <c>displayName</c>, <c>roles[0]</c>,
    /// <c>extensionId</c>), Taken (<c>id</c>, <c>username</c>, <c>extensionId</c>).
    /// </summary>
    /// <param name="id">Its id, free at the moment, or null for one chosen here.</param>
    /// <param name="values">Its values.</param>
    /// <param name="isTrial">True: only says whether it could be made; nothing changes.</param>
    /// <param name="cancellationToken">Ends the waiting; the change may be made all the same.</param>
    [Alias("AddAccount"), ResponseTimeout("00:00:05"), Idempotent(false)]
    Task<Outcome<AccountChanged>> AddAccount(
        Guid? id, AccountValues values, bool isTrial, CancellationToken cancellationToken = default);

    /// <summary>
    /// Changes an account. What changes nothing is ok and has no number of its own. Refusals: NotFound, Conflict with field
    /// <c>expected</c> when the account is another than expected, else as of <see cref="AddAccount"/>.
    /// </summary>
    /// <param name="id">The account.</param>
    /// <param name="values">Its new values.</param>
    /// <param name="expected">What the caller takes it to be, null when that does not matter; its key version is not compared.</param>
    /// <param name="isTrial">True: only says whether it could be changed; nothing changes.</param>
    /// <param name="cancellationToken">Ends the waiting; the change may be made all the same.</param>
    [Alias("ChangeAccount"), ResponseTimeout("00:00:05"), Idempotent(false)]
    Task<Outcome<AccountChanged>> ChangeAccount(
        Guid id, AccountValues values, Account? expected, bool isTrial, CancellationToken cancellationToken = default);

    /// <summary>Removes an account; its id and its name are free then. Refusals: NotFound, Conflict as above.</summary>
    [Alias("RemoveAccount"), ResponseTimeout("00:00:05"), Idempotent(false)]
    Task<Outcome<AccountChanged>> RemoveAccount(Guid id, Account? expected, CancellationToken cancellationToken = default);

    /// <summary>
    /// Changes one place. What changes nothing is ok and has no number of its own. Refusals: NotFound with field <c>parent</c> or empty;
    /// Invalid (<c>id</c>, <c>name</c>, <c>detail</c>), Taken (<c>id</c>, <c>name</c>), Full (<c>extensions</c>: a tenant has 10,000),
    /// Conflict with field <c>expected</c> when the place is another than expected, with field <c>name</c> or <c>detail</c> when it is
    /// <c>Available</c>, or with an empty field when that is to be removed.
    /// </summary>
    [Alias("Edit"), ResponseTimeout("00:00:10"), Idempotent(false)]
    Task<Outcome<PlaceChanged>> Edit(PlaceEdit edit, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives the core server another slug or name; null stays. Refusals: Invalid (<c>slug</c>, <c>name</c>), Conflict (<c>expected</c>).
    /// </summary>
    [Alias("ChangeCoreServer"), ResponseTimeout("00:00:05"), Idempotent(false)]
    Task<Outcome<CoreServerChanged>> ChangeCoreServer(
        string? slug, string? name, CoreServer? expected, CancellationToken cancellationToken = default);

    /// <summary>
    /// Imports a directory document (docs/protocols/live-api.md, 3): all or nothing, also over a crash. Invalid with the path
    /// (<c>locations[0].name</c>) and the reason.
    /// </summary>
    /// <param name="document">The document.</param>
    /// <param name="reservedUser">A user name that no account may have (the admin's), or null.</param>
    /// <param name="isTrial">True: only says what it would do; nothing changes.</param>
    /// <param name="cancellationToken">Ends the waiting; the change may be made all the same.</param>
    [Alias("Import"), ResponseTimeout("00:02:00"), Idempotent(false)]
    Task<Outcome<ImportReport>> Import(
        DirectoryDocument document, string? reservedUser, bool isTrial, CancellationToken cancellationToken = default);

    /// <summary>What became of a change over several grains. Looks only at the durable root and the change in progress.</summary>
    [Alias("OutcomeOf"), AlwaysInterleave, ResponseTimeout("00:00:05"), Idempotent(true)]
    Task<ChangeOutcome> OutcomeOf(Guid change, CancellationToken cancellationToken = default);
}

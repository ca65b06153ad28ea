namespace EventPlatform.Contracts.Accounts;

/// <summary>One of the shards of accounts (key 0 to 15, see <see cref="AccountShards"/>).</summary>
[Alias("ep.IAccountsGrain")]
public interface IAccountsGrain : IGrainWithIntegerKey
{
    /// <summary>Accounts of this shard without their hashes, in any order.</summary>
    [Alias("List"), ResponseTimeout("00:00:05"), Idempotent(true)]
    Task<AccountList> List(CancellationToken cancellationToken = default);

    /// <summary>The account of that name with its hash, for the check of a password. NotFound when there is none.</summary>
    [Alias("Find"), ResponseTimeout("00:00:05"), Idempotent(true)]
    Task<Outcome<AccountSecret>> Find(string username, CancellationToken cancellationToken = default);

    /// <summary>
    /// First step of a change over several grains: stores the shard's new content as pending, durably. Called by Directory only.
    /// </summary>
    [Alias("Prepare"), ResponseTimeout("00:00:30"), Idempotent(true)]
    Task<Outcome<Unit>> Prepare(AccountsChange change, CancellationToken cancellationToken = default);

    /// <summary>Last step: a committed change becomes the content, any other is discarded. Called by Directory only.</summary>
    [Alias("Finish"), ResponseTimeout("00:00:30"), Idempotent(true)]
    Task Finish(Guid change, bool isCommitted, CancellationToken cancellationToken = default);
}

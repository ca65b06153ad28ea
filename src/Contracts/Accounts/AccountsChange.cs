using System.Collections.Immutable;

namespace EventPlatform.Contracts.Accounts;

/// <summary>A shard's part of a change over several grains.</summary>
/// <param name="Change">The change's id, by which Directory tells its outcome.</param>
/// <param name="Put">Accounts as they are to be, new ones and those that are there by their ids.</param>
/// <param name="Removed">Ids of accounts that are to go from this shard; also of one that moves to another.</param>
/// <param name="Kept">Accounts of this shard as they are to be, with the hashes that they have.</param>
[GenerateSerializer, Immutable, Alias("ep.AccountsChange")]
public sealed record AccountsChange(
    [property: Id(0)] Guid Change,
    [property: Id(1)] ImmutableArray<AccountSecret> Put,
    [property: Id(2)] ImmutableArray<Guid> Removed,
    [property: Id(3)] ImmutableArray<Account> Kept);

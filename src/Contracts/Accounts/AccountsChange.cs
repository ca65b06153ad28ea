using System.Collections.Immutable;

namespace EventPlatform.Contracts.Accounts;

/// <summary>A shard's part of a change over several grains: its new content as a whole.</summary>
[GenerateSerializer, Immutable, Alias("ep.AccountsChange")]
public sealed record AccountsChange([property: Id(0)] Guid Change, [property: Id(1)] ImmutableArray<AccountSecret> Content);

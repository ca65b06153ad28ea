using System.Collections.Immutable;

namespace EventPlatform.Contracts.Accounts;

/// <summary>Accounts of a shard.</summary>
[GenerateSerializer, Immutable, Alias("ep.AccountList")]
public sealed record AccountList([property: Id(0)] ImmutableArray<Account> Accounts);

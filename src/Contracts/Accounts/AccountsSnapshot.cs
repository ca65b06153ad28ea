using System.Collections.Immutable;

namespace EventPlatform.Contracts.Accounts;

/// <summary>All accounts as they are under a number of the directory.</summary>
[GenerateSerializer, Immutable, Alias("ep.AccountsSnapshot")]
public sealed record AccountsSnapshot([property: Id(0)] long Number, [property: Id(1)] ImmutableArray<Account> Accounts);

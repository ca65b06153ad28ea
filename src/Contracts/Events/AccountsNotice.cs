using System.Collections.Immutable;
using EventPlatform.Contracts.Accounts;

namespace EventPlatform.Contracts.Events;

/// <summary>A change of accounts.</summary>
/// <param name="Put">Accounts as they are now, new and changed ones.</param>
/// <param name="Removed">Ids of those that are gone.</param>
public sealed record AccountsNotice(ImmutableArray<Account> Put, ImmutableArray<Guid> Removed);

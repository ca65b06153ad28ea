using System.Collections.Immutable;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Gateway.Commands;

namespace EventPlatform.Gateway.LiveApi;

/// <summary>The hashes that the replica does not have, for an export with secrets.</summary>
internal interface IPasswordHashes
{
    /// <summary>The hash of each account, in the same order; null for one without a password or that was removed meanwhile.</summary>
    Task<GatewayResult<ImmutableArray<string?>>> Of(ImmutableArray<Account> accounts, CancellationToken cancellationToken);
}

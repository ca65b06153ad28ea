using System.Collections.Immutable;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.LiveApi;

/// <summary>Asks the shards of accounts, a bounded number of calls at a time.</summary>
internal sealed class GrainPasswordHashes(IAccounts directory) : IPasswordHashes
{
    private const int CallsMax = 64;

    public async Task<GatewayResult<ImmutableArray<string?>>> Of(ImmutableArray<Account> accounts, CancellationToken cancellationToken)
    {
        var hashes = ImmutableArray.CreateBuilder<string?>(accounts.Length);
        foreach (var chunk in accounts.Chunk(CallsMax))
        {
            foreach (var found in await Task.WhenAll(chunk.Select(account => directory.FindSecret(account.Username, cancellationToken))))
            {
                if (found.Failure is { } failure)
                {
                    return failure;
                }

                hashes.Add(found.Value?.PasswordHash);
            }
        }

        return hashes.DrainToImmutable();
    }
}

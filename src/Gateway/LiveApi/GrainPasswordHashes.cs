using System.Collections.Immutable;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Gateway.Commands;

namespace EventPlatform.Gateway.LiveApi;

/// <summary>Asks the shards of accounts, a bounded number of calls at a time.</summary>
internal sealed class GrainPasswordHashes(IGrainFactory grains, GrainCalls calls) : IPasswordHashes
{
    private const int CallsMax = 64;

    public async Task<GatewayResult<ImmutableArray<string?>>> Of(ImmutableArray<Account> accounts, CancellationToken cancellationToken)
    {
        var hashes = ImmutableArray.CreateBuilder<string?>(accounts.Length);
        foreach (var chunk in accounts.Chunk(CallsMax))
        {
            foreach (var found in await Task.WhenAll(chunk.Select(account => Find(account.Username, cancellationToken))))
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

    private Task<GatewayResult<AccountSecret>> Find(string username, CancellationToken cancellationToken) =>
        calls.Retry<AccountSecret>(() => grains.GetGrain<IAccountsGrain>(AccountShards.Of(username)).Find(username, cancellationToken));
}

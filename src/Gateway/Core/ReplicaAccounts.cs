using EventPlatform.Contracts.Accounts;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.Core;

/// <summary>Accounts as the replica has them, their hashes from the grains.</summary>
internal sealed class ReplicaAccounts(ReplicaStore replica, IGrainFactory grains, GrainCalls calls) : IAccounts
{
    public event Action? Changed
    {
        add => replica.AccountsChanged += value;
        remove => replica.AccountsChanged -= value;
    }

    public Account? Find(string username) => replica.FindAccount(username);

    public Account? Find(Guid id) => replica.FindAccount(id);

    public Task<GatewayResult<AccountSecret>> FindSecret(string username, CancellationToken cancellationToken) =>
        calls.Retry<AccountSecret>(() => grains.GetGrain<IAccountsGrain>(AccountShards.Of(username)).Find(username, cancellationToken));

    public bool IsOver(Guid account, long keyVersion)
    {
        // Number and accounts of one moment.
        lock (replica.Gate)
        {
            return replica.DirectoryNumber >= keyVersion
                && (replica.FindAccount(account) is not { Enabled: true } known || known.KeyVersion > keyVersion);
        }
    }
}

using EventPlatform.Contracts;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;

namespace EventPlatform.Gateway.Commands;

/// <summary>Changes of accounts through Directory, answered when this gateway's replica shows them.</summary>
internal sealed class AccountCommands(IGrainFactory grains, GrainCalls calls, DirectoryReach reach) : IAccountCommands
{
    private IDirectoryGrain Directory => grains.GetGrain<IDirectoryGrain>(0);

    public Task<GatewayResult<Account>> Add(Guid? id, AccountValues values, bool isTrial, CancellationToken cancellationToken) =>
        Call(() => Directory.AddAccount(id, values, isTrial, cancellationToken), isTrial, cancellationToken);

    public Task<GatewayResult<Account>> Change(
        Guid id, AccountValues values, Account? expected, bool isTrial, CancellationToken cancellationToken) =>
        Call(() => Directory.ChangeAccount(id, values, expected, isTrial, cancellationToken), isTrial, cancellationToken);

    public Task<GatewayResult<Account>> Remove(Guid id, Account? expected, CancellationToken cancellationToken) =>
        Call(() => Directory.RemoveAccount(id, expected, cancellationToken), isTrial: false, cancellationToken);

    private async Task<GatewayResult<Account>> Call(
        Func<Task<Outcome<AccountChanged>>> call, bool isTrial, CancellationToken cancellationToken)
    {
        var result = await calls.Once(call);
        if (!result.IsOk)
        {
            return new GatewayResult<Account>(null, result.Refusal, result.Failure);
        }

        return isTrial || await reach.Shows(result.Value.Number, cancellationToken) ? result.Value.Account : calls.TimedOut();
    }
}

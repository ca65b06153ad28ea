using EventPlatform.Contracts.Accounts;

namespace EventPlatform.Gateway.Commands;

/// <summary>
/// Changes of accounts. Ok when a change is durable and this gateway's replica shows it; refusals are those of
/// <see cref="Contracts.Directory.IDirectoryGrain"/>.
/// </summary>
internal interface IAccountCommands
{
    /// <summary>Makes an account; for a trial only says whether it could be made.</summary>
    Task<GatewayResult<Account>> Add(Guid? id, AccountValues values, bool isTrial, CancellationToken cancellationToken);

    /// <summary>Changes what is given; for a trial only says whether it could be changed.</summary>
    /// <param name="id">The account.</param>
    /// <param name="values">Its new values.</param>
    /// <param name="expected">What it must still be; null: whatever it is.</param>
    /// <param name="isTrial">True: nothing changes.</param>
    /// <param name="cancellationToken">Ends the waiting; the change may be made all the same.</param>
    Task<GatewayResult<Account>> Change(
        Guid id, AccountValues values, Account? expected, bool isTrial, CancellationToken cancellationToken);

    /// <summary>Removes an account; the value is what it was.</summary>
    Task<GatewayResult<Account>> Remove(Guid id, Account? expected, CancellationToken cancellationToken);
}

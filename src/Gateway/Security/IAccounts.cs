using EventPlatform.Contracts.Accounts;
using EventPlatform.Gateway.Commands;

namespace EventPlatform.Gateway.Security;

/// <summary>The accounts of the cluster.</summary>
internal interface IAccounts
{
    /// <summary>Raised after accounts were added, changed or removed, as far as this gateway knows. Handlers are short.</summary>
    event Action? Changed;

    /// <summary>An account as this gateway knows it; null without one.</summary>
    Account? Find(string username);

    /// <inheritdoc cref="Find(string)"/>
    Account? Find(Guid id);

    /// <summary>The account with the hash of its password, as it is now. NotFound without one.</summary>
    Task<GatewayResult<AccountSecret>> FindSecret(string username, CancellationToken cancellationToken);

    /// <summary>
    /// Whether what was made with a version of an account's key has ended: the account is gone, not enabled, or was given a later key.
    /// Not as long as this gateway has not heard of that version.
    /// </summary>
    bool IsOver(Guid account, long keyVersion);
}

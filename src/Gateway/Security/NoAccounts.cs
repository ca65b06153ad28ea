using EventPlatform.Contracts;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Gateway.Commands;

namespace EventPlatform.Gateway.Security;

/// <summary>Stands for accounts where there is no engine.</summary>
internal sealed class NoAccounts : IAccounts
{
    public event Action? Changed
    {
        add { }
        remove { }
    }

    public Account? Find(string username) => null;

    public Account? Find(Guid id) => null;

    public Task<GatewayResult<AccountSecret>> FindSecret(string username, CancellationToken cancellationToken) =>
        Task.FromResult<GatewayResult<AccountSecret>>(new Refusal(RefusalKind.NotFound));

    public bool IsOver(Guid account, long keyVersion) => true;
}

using System.Collections.Immutable;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.Tests.Security;

/// <summary>Accounts without grains; what the gateway knows of them and what is true may differ.</summary>
internal sealed class FakeAccounts : IAccounts
{
    public event Action? Changed;

    /// <summary>As this gateway knows them.</summary>
    public Dictionary<string, Account> Known { get; } = [];

    /// <summary>As they are.</summary>
    public Dictionary<string, AccountSecret> Secrets { get; } = [];

    /// <summary>How often the grain was asked.</summary>
    public int Asked { get; private set; }

    /// <summary>What the grain cannot do.</summary>
    public Failure? Failure { get; set; }

    /// <summary>Adds one to both.</summary>
    public Account Add(string name, string? hash, bool enabled = true, long keyVersion = 1, params string[] roles)
    {
        var account = new Account(new Guid(name.Length, 0, 0, new byte[8]), name, name, enabled, [.. roles], null, keyVersion);
        Known[name] = account;
        Secrets[name] = new AccountSecret(account, hash);
        return account;
    }

    public void RaiseChanged() => Changed?.Invoke();

    public Account? Find(string username) => Known.GetValueOrDefault(username);

    public Account? Find(Guid id) => Known.Values.FirstOrDefault(known => known.Id == id);

    public Task<GatewayResult<AccountSecret>> FindSecret(string username, CancellationToken cancellationToken)
    {
        Asked++;
        return Task.FromResult<GatewayResult<AccountSecret>>(
            Failure is { } failure ? failure
            : Secrets.TryGetValue(username, out var secret) ? secret
            : new Refusal(RefusalKind.NotFound));
    }

    public bool IsOver(Guid account, long keyVersion) =>
        Known.Values.FirstOrDefault(known => known.Id == account) is not { Enabled: true } now || now.KeyVersion > keyVersion;
}

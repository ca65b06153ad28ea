using EventPlatform.Contracts;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.Tests.LiveApi;

/// <summary>Accounts of the replica, changed at once, with the refusals that a test needs.</summary>
internal sealed class FakeAccountCommands(ReplicaStore replica) : IAccountCommands
{
    /// <summary>The calls: what, for a trial with a question mark, and the hash that came.</summary>
    internal List<string> Calls { get; } = [];

    internal Failure? Failure { get; set; }

    /// <summary>Another client is faster: the account is not what it was when the change comes.</summary>
    internal bool IsOvertaken { get; set; }

    public Task<GatewayResult<Account>> Add(Guid? id, AccountValues values, bool isTrial, CancellationToken cancellationToken)
    {
        Calls.Add($"add{(isTrial ? "?" : "")} {values.PasswordHash}");
        if (id is { } given && replica.FindAccount(given) is not null)
        {
            return Refuse(RefusalKind.Taken, "id");
        }

        var name = values.Username!;
        var account = new Account(
            id ?? SampleDirectory.Id(0x5f),
            name,
            values.DisplayName ?? name,
            values.Enabled ?? true,
            values.Roles ?? [],
            values.ExtensionId,
            2);
        return Keep(account, isTrial);
    }

    public Task<GatewayResult<Account>> Change(
        Guid id, AccountValues values, Account? expected, bool isTrial, CancellationToken cancellationToken)
    {
        Calls.Add($"change{(isTrial ? "?" : "")} {values.PasswordHash}");
        if (expected is not null && IsOvertaken)
        {
            return Refuse(RefusalKind.Conflict, "expected");
        }

        var before = replica.FindAccount(id)!;
        return Keep(
            before with
            {
                Username = values.Username ?? before.Username,
                DisplayName = values.DisplayName ?? before.DisplayName,
                Enabled = values.Enabled ?? before.Enabled,
                Roles = values.Roles ?? before.Roles,
                ExtensionId = values.HasExtension ? values.ExtensionId : before.ExtensionId,
            },
            isTrial);
    }

    public Task<GatewayResult<Account>> Remove(Guid id, Account? expected, CancellationToken cancellationToken)
    {
        Calls.Add("remove");
        if (expected is not null && IsOvertaken)
        {
            return Refuse(RefusalKind.Conflict, "expected");
        }

        var account = replica.FindAccount(id)!;
        Apply(new AccountsNotice([], [id]));
        return Task.FromResult<GatewayResult<Account>>(account);
    }

    private static Task<GatewayResult<Account>> Refuse(RefusalKind kind, string field, string detail = "") =>
        Task.FromResult<GatewayResult<Account>>(new Refusal(kind, field, detail));

    private Task<GatewayResult<Account>> Keep(Account account, bool isTrial)
    {
        if (Failure is { } failure)
        {
            return Task.FromResult<GatewayResult<Account>>(failure);
        }

        if (account.ExtensionId is { } extension && replica.FindExtension(extension) is null)
        {
            return Refuse(RefusalKind.Invalid, "extensionId", "there is no such extension");
        }

        if (replica.FindAccount(account.Username) is { } other && other.Id != account.Id)
        {
            return Refuse(RefusalKind.Taken, "username");
        }

        if (!isTrial)
        {
            Apply(new AccountsNotice([account], []));
        }

        return Task.FromResult<GatewayResult<Account>>(account);
    }

    private void Apply(AccountsNotice change)
    {
        lock (replica.Gate)
        {
            replica.Show(replica.DirectoryNumber + 1, replica.CoreServer, replica.Locations, replica.AccountTable.Follow(change));
            replica.EndChange();
        }
    }
}

using EventPlatform.Contracts;
using EventPlatform.Contracts.Accounts;

namespace EventPlatform.Grains.Tests.Directory;

/// <summary>What accounts do, told again in the plainest way: one dictionary, and one number that rises with each change.</summary>
internal sealed class AccountModel(long number, IEnumerable<Account> accounts)
{
    internal Dictionary<Guid, (Account Account, string? Hash)> ById { get; } =
        accounts.ToDictionary(account => account.Id, account => (account, (string?)"hash"));

    internal long Number { get; private set; } = number;

    internal Outcome<AccountChanged> Add(Guid id, AccountValues values)
    {
        if (ById.ContainsKey(id))
        {
            return new Refusal(RefusalKind.Taken, "id");
        }

        var name = values.Username!;
        var account = new Account(id, name, name, values.Enabled ?? true, values.Roles ?? [], values.ExtensionId, Number + 1);
        return Keep(account, values.PasswordHash);
    }

    internal Outcome<AccountChanged> Change(Guid id, AccountValues values)
    {
        if (!ById.TryGetValue(id, out var entry))
        {
            return new Refusal(RefusalKind.NotFound);
        }

        var before = entry.Account;
        var after = before with
        {
            Username = values.Username ?? before.Username,
            Enabled = values.Enabled ?? before.Enabled,
            ExtensionId = values.HasExtension ? values.ExtensionId : before.ExtensionId,
        };
        if (values.PasswordHash is null && after == before)
        {
            return new AccountChanged(before, Number);
        }

        var isOver = values.PasswordHash is not null || after.Enabled != before.Enabled;
        return Keep(isOver ? after with { KeyVersion = Number + 1 } : after, values.PasswordHash ?? entry.Hash);
    }

    internal Outcome<AccountChanged> Remove(Guid id)
    {
        if (!ById.Remove(id, out var entry))
        {
            return new Refusal(RefusalKind.NotFound);
        }

        return new AccountChanged(entry.Account, ++Number);
    }

    private Outcome<AccountChanged> Keep(Account account, string? hash)
    {
        var others = ById.Values.Select(entry => entry.Account).Where(other => other.Id != account.Id).ToList();
        if (others.Any(other => other.Username == account.Username))
        {
            return new Refusal(RefusalKind.Taken, "username");
        }

        if (account.ExtensionId is not null && others.Any(other => other.ExtensionId == account.ExtensionId))
        {
            return new Refusal(RefusalKind.Taken, "extensionId");
        }

        ById[account.Id] = (account, hash);
        return new AccountChanged(account, ++Number);
    }
}

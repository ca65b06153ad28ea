using System.Collections.Immutable;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Grains.Accounts;

namespace EventPlatform.Grains.Directory;

/// <summary>The accounts of a document.</summary>
/// <param name="names">Names and ids of the document.</param>
/// <param name="accounts">The accounts as they are.</param>
/// <param name="extensions">All extensions that there are afterwards.</param>
/// <param name="reservedUser">A user name that no account may get, or null.</param>
/// <param name="number">The number of this change.</param>
internal sealed class ImportAccounts(
    ImportNames names, AccountBook accounts, HashSet<Guid> extensions, string? reservedUser, long number)
{
    /// <summary>Whom each extension is bound to: the user's place in the document, and whether that is said there.</summary>
    private readonly Dictionary<Guid, (int Index, bool IsGiven)> _bound = [];

    internal void Plan(ImmutableArray<UserDocument>? listed, ImportPlan plan)
    {
        var all = accounts.All();
        if (listed is not { } users)
        {
            plan.Accounts.AddRange(all.Where(IsUnbound).Select(account => new ImportedAccount(account, Bound(account), null)));
            return;
        }

        var there = ImportMatch.Of(all, [.. users.Select(user => (user.Id, user.Username))], account => (account.Id, account.Username));
        var siblings = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < users.Length && names.Refusal is null; index++)
        {
            var path = $"users[{index}]";
            names.TakeName($"{path}.username", users[index].Username, siblings);
            plan.Accounts.Add(PlanUser(path, index, users[index], there[index]));
        }

        plan.RemovedAccounts.AddRange(all.Except(there.OfType<Account>()));
    }

    private ImportedAccount PlanUser(string path, int index, UserDocument user, Account? before)
    {
        var values = new AccountValues(
            user.Username, user.DisplayName, user.Enabled, user.Roles, user.HasExtension, user.ExtensionId, PasswordHash: null);
        if (AccountRules.Check(values, isNew: true) is { } wrong)
        {
            names.Refuse($"{path}.{wrong.Field}", wrong.Detail);
        }

        // Whoever has the name may keep it, as at any other door.
        var isReserved = user.Username == reservedUser && before?.Username != reservedUser;
        names.RefuseIf($"{path}.username", isReserved ? "is the administrator's" : null);
        var id = names.TakeAccount(path, user.Id, before?.Id);
        if (user.ExtensionId is { } wanted && !extensions.Contains(wanted))
        {
            names.Refuse($"{path}.extensionId", "there is no such extension");
        }

        var after = before is null
            ? AccountRules.New(id, values, number)
            : AccountRules.Apply(Bound(before), values, number);
        Bind(after.ExtensionId, index, user.HasExtension);
        return new ImportedAccount(before, after, user.PasswordHash);
    }

    /// <summary>Of two users who would have an extension one at least says so; that one is wrong.</summary>
    private void Bind(Guid? extension, int index, bool isGiven)
    {
        if (extension is { } id && !_bound.TryAdd(id, (index, isGiven)))
        {
            var other = _bound[id];
            names.Refuse($"users[{(isGiven ? index : other.Index)}].extensionId", "is bound twice");
        }
    }

    private bool IsUnbound(Account account) => account.ExtensionId is { } extension && !extensions.Contains(extension);

    /// <summary>As a removed extension leaves it.</summary>
    private Account Bound(Account account) => IsUnbound(account) ? account with { ExtensionId = null } : account;
}

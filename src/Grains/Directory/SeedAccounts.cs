using System.Collections.Immutable;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Grains.Accounts;

namespace EventPlatform.Grains.Directory;

/// <summary>The accounts of a document.</summary>
/// <param name="names">Names and ids of the document.</param>
/// <param name="extensions">Its extensions.</param>
/// <param name="number">The number of this change.</param>
internal sealed class SeedAccounts(SeedNames names, HashSet<Guid> extensions, long number)
{
    private readonly HashSet<Guid> _bound = [];

    internal void Plan(ImmutableArray<UserDocument> users, SeedPlan plan)
    {
        var siblings = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < users.Length && names.Refusal is null; index++)
        {
            var path = $"users[{index}]";
            names.TakeName($"{path}.username", users[index].Username, siblings);
            names.RefuseIf($"{path}.username", AccountRules.CheckUsername(users[index].Username));

            if (PlanUser(path, users[index]) is { } account && names.Refusal is null)
            {
                var shard = AccountShards.Of(account.Account.Username);
                plan.Accounts.TryAdd(shard, []);
                plan.Accounts[shard].Add(account);
            }
        }
    }

    private AccountSecret PlanUser(string path, UserDocument user)
    {
        var id = names.TakeId(path, user.Id);
        var displayName = user.DisplayName ?? user.Username;
        names.RefuseIf($"{path}.displayName", displayName is null ? null : NameRules.CheckDisplayName(displayName));
        var roles = user.Roles ?? [];
        for (var index = 0; index < roles.Length; index++)
        {
            names.RefuseIf($"{path}.roles[{index}]", NameRules.CheckName(roles[index]));
        }

        if (user.ExtensionId is { } extension)
        {
            var isKnown = extensions.Contains(extension);
            var reason = !isKnown ? "there is no such extension" : _bound.Add(extension) ? null : "is bound twice";
            names.RefuseIf($"{path}.extensionId", reason);
        }

        var account = new Account(id, user.Username, displayName ?? "", user.Enabled ?? true, roles, user.ExtensionId, number);
        return new AccountSecret(account, user.PasswordHash);
    }
}

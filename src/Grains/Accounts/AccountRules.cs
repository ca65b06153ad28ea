using EventPlatform.Contracts;
using EventPlatform.Contracts.Accounts;

namespace EventPlatform.Grains.Accounts;

/// <summary>What the values of an account may be, whatever else there is (docs/protocols/live-api.md, 3).</summary>
internal static class AccountRules
{
    /// <summary>Stands for any user, so nobody may have it.</summary>
    private const string Anybody = "*";

    /// <summary>Why the text is no user name; null when it is one.</summary>
    internal static string? CheckUsername(string? username) =>
        username == Anybody ? $"must not be '{Anybody}'" : NameRules.CheckName(username);

    /// <summary>The first value that is wrong; absent ones are not, but a new account needs a name.</summary>
    internal static Refusal? Check(AccountValues values, bool isNew)
    {
        if ((isNew || values.Username is not null) && CheckUsername(values.Username) is { } wrongName)
        {
            return Wrong("username", wrongName);
        }

        if (values.DisplayName is not null && NameRules.CheckDisplayName(values.DisplayName) is { } wrongDisplayName)
        {
            return Wrong("displayName", wrongDisplayName);
        }

        var roles = values.Roles ?? [];
        for (var index = 0; index < roles.Length; index++)
        {
            if (NameRules.CheckName(roles[index]) is { } wrongRole)
            {
                return Wrong($"roles[{index}]", wrongRole);
            }
        }

        return null;
    }

    /// <summary>Whether two accounts are the same to a client; the key version is none of its business.</summary>
    internal static bool AreSame(Account one, Account other) =>
        one.Id == other.Id
        && one.Username == other.Username
        && one.DisplayName == other.DisplayName
        && one.Enabled == other.Enabled
        && one.ExtensionId == other.ExtensionId
        && one.Roles.SequenceEqual(other.Roles);

    /// <summary>A new account, whose values have been checked.</summary>
    internal static Account New(Guid id, AccountValues values, long number)
    {
        var name = values.Username!;
        return new Account(
            id, name, values.DisplayName ?? name, values.Enabled ?? true, values.Roles ?? [], values.ExtensionId, number);
    }

    /// <summary>An account as it is after a change with that number.</summary>
    internal static Account Apply(Account before, AccountValues values, long number)
    {
        var isEnabled = values.Enabled ?? before.Enabled;

        // Enabled again counts too: who comes back later than that is not taken for somebody from before it was disabled.
        var endsSessions = values.PasswordHash is not null || isEnabled != before.Enabled;
        return before with
        {
            Username = values.Username ?? before.Username,
            DisplayName = values.DisplayName ?? before.DisplayName,
            Enabled = isEnabled,
            Roles = values.Roles ?? before.Roles,
            ExtensionId = values.HasExtension ? values.ExtensionId : before.ExtensionId,
            KeyVersion = endsSessions ? number : before.KeyVersion,
        };
    }

    private static Refusal Wrong(string field, string reason) => new(RefusalKind.Invalid, field, reason);
}

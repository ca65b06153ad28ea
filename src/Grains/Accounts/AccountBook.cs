using System.Collections.Immutable;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Events;
using EventPlatform.Grains.Directory;

namespace EventPlatform.Grains.Accounts;

/// <summary>All accounts without their hashes: what Directory checks a change against before it makes it.</summary>
internal sealed class AccountBook
{
    private readonly Dictionary<Guid, Account> _byId = [];
    private readonly Dictionary<string, Guid> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, Guid> _byExtension = [];

    internal AccountBook(IEnumerable<Account> accounts)
    {
        foreach (var account in accounts)
        {
            Put(account);
        }
    }

    internal int Count => _byId.Count;

    internal ImmutableArray<Account> All() => [.. _byId.Values];

    internal Account? Find(Guid id) => _byId.GetValueOrDefault(id);

    /// <summary>The account that is bound to an extension.</summary>
    internal Account? BoundTo(Guid extension) => _byExtension.TryGetValue(extension, out var id) ? _byId[id] : null;

    /// <summary>The account that would be made, or why not.</summary>
    internal Outcome<Account> PlanNew(Guid id, AccountValues values, long number, PlaceBook places)
    {
        if (id == Guid.Empty)
        {
            return new Refusal(RefusalKind.Invalid, "id", "must not be zero");
        }

        if (CheckValues(values, isNew: true, places) is { } wrong)
        {
            return wrong;
        }

        if (_byId.ContainsKey(id) || places.Has(id))
        {
            return new Refusal(RefusalKind.Taken, "id");
        }

        var account = AccountRules.New(id, values, number);
        return CheckOthers(account) is { } taken ? taken : account;
    }

    /// <summary>An account as a change would make it, or why not.</summary>
    internal Outcome<Account> PlanChange(Account before, AccountValues values, long number, PlaceBook places)
    {
        var after = AccountRules.Apply(before, values, number);
        if (CheckValues(values, isNew: false, places) is { } wrong)
        {
            return wrong;
        }

        return CheckOthers(after) is { } taken ? taken : after;
    }

    /// <summary>Names and extensions may change hands: all that change are taken out before the first is put in.</summary>
    internal void Follow(AccountsNotice change)
    {
        foreach (var id in change.Removed.Concat(change.Put.Select(account => account.Id)))
        {
            Remove(id);
        }

        foreach (var account in change.Put)
        {
            Put(account);
        }
    }

    private void Put(Account account)
    {
        _byId.Add(account.Id, account);
        _byName.Add(account.Username, account.Id);
        if (account.ExtensionId is { } extension)
        {
            _byExtension.Add(extension, account.Id);
        }
    }

    private void Remove(Guid id)
    {
        if (_byId.Remove(id, out var account))
        {
            _byName.Remove(account.Username);
            if (account.ExtensionId is { } extension)
            {
                _byExtension.Remove(extension);
            }
        }
    }

    private static Refusal? CheckValues(AccountValues values, bool isNew, PlaceBook places)
    {
        if (AccountRules.Check(values, isNew) is { } wrong)
        {
            return wrong;
        }

        return values is { HasExtension: true, ExtensionId: { } extension } && !places.HasExtension(extension)
            ? new Refusal(RefusalKind.Invalid, "extensionId", "there is no such extension")
            : null;
    }

    private Refusal? CheckOthers(Account account)
    {
        if (_byName.TryGetValue(account.Username, out var owner) && owner != account.Id)
        {
            return new Refusal(RefusalKind.Taken, "username");
        }

        return account.ExtensionId is { } extension && _byExtension.TryGetValue(extension, out var bound) && bound != account.Id
            ? new Refusal(RefusalKind.Taken, "extensionId", "is bound to another user")
            : null;
    }
}

using System.Collections.Immutable;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Events;

namespace EventPlatform.Gateway.Replica;

/// <summary>
/// Accounts at one moment: immutable, a change makes a new one and costs the copy of one array of references. While a load overtakes the
/// changes that lead to it, two accounts may have one name or one extension for a moment.
/// </summary>
internal sealed class AccountTable
{
    /// <summary>With more, a table made anew is cheaper than a copy for each.</summary>
    private const int ChangedAtOnceMax = 16;

    private static readonly Comparer<Account> ByName = Comparer<Account>.Create(Compare);

    private readonly ImmutableDictionary<Guid, Account> _byId;
    private readonly ImmutableDictionary<Guid, Account> _byExtension;

    private AccountTable(
        ImmutableArray<Account> sorted, ImmutableDictionary<Guid, Account> byId, ImmutableDictionary<Guid, Account> byExtension)
    {
        Sorted = sorted;
        _byId = byId;
        _byExtension = byExtension;
    }

    internal static AccountTable Empty { get; } = Of([]);

    /// <summary>By user name, then id, ordinal.</summary>
    internal ImmutableArray<Account> Sorted { get; }

    internal static AccountTable Of(IEnumerable<Account> accounts)
    {
        ImmutableArray<Account> sorted = [.. accounts.Order(ByName)];
        var bound = sorted.Where(account => account.ExtensionId is not null);
        return new AccountTable(
            sorted,
            sorted.ToImmutableDictionary(account => account.Id),
            ImmutableDictionary<Guid, Account>.Empty.SetItems(
                bound.Select(account => KeyValuePair.Create(account.ExtensionId!.Value, account))));
    }

    internal Account? Find(Guid id) => _byId.GetValueOrDefault(id);

    internal Account? Find(string username)
    {
        var (low, high) = (0, Sorted.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(Sorted[middle].Username, username);
            if (order == 0)
            {
                return Sorted[middle];
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    internal Account? BoundTo(Guid extension) => _byExtension.GetValueOrDefault(extension);

    /// <summary>With the account, in place of the one of its id if there is one.</summary>
    internal AccountTable Put(Account account)
    {
        var others = Remove(account.Id);
        var place = others.Sorted.BinarySearch(account, ByName);
        return new AccountTable(
            others.Sorted.Insert(place < 0 ? ~place : place, account),
            others._byId.Add(account.Id, account),
            account.ExtensionId is { } extension ? others._byExtension.SetItem(extension, account) : others._byExtension);
    }

    /// <summary>Without the account of that id; the same table when there is none.</summary>
    internal AccountTable Remove(Guid id)
    {
        if (Find(id) is not { } account)
        {
            return this;
        }

        var isBound = account.ExtensionId is { } extension && BoundTo(extension)?.Id == id;
        return new AccountTable(
            Sorted.RemoveAt(Sorted.BinarySearch(account, ByName)),
            _byId.Remove(id),
            isBound ? _byExtension.Remove(account.ExtensionId!.Value) : _byExtension);
    }

    /// <summary>After a change.</summary>
    internal AccountTable Follow(AccountsNotice change)
    {
        if (change.Put.Length + change.Removed.Length > ChangedAtOnceMax)
        {
            var put = change.Put.Select(account => KeyValuePair.Create(account.Id, account));
            return Of(_byId.RemoveRange(change.Removed).SetItems(put).Values);
        }

        var left = change.Removed.Aggregate(this, (table, id) => table.Remove(id));
        return change.Put.Aggregate(left, (table, account) => table.Put(account));
    }

    private static int Compare(Account one, Account other)
    {
        var byName = string.CompareOrdinal(one.Username, other.Username);
        return byName != 0 ? byName : one.Id.CompareTo(other.Id);
    }
}

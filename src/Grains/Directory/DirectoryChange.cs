using System.Collections.Immutable;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Grains.Directory;

/// <summary>A change that has been checked, and what each of its participants is to do.</summary>
/// <param name="number">Its number; the version of the tenants' new documents.</param>
internal sealed class DirectoryChange(long number)
{
    private readonly Dictionary<int, List<AccountSecret>> _put = [];
    private readonly Dictionary<int, List<Account>> _kept = [];
    private readonly Dictionary<int, List<Guid>> _removed = [];
    private readonly List<Account> _accounts = [];
    private readonly List<Guid> _gone = [];

    internal long Number => number;

    /// <summary>The root's new core server; null when it stays.</summary>
    internal CoreServer? CoreServer { get; init; }

    /// <summary>The root's new locations; null when they stay.</summary>
    internal List<LocationEntry>? Locations { get; init; }

    /// <summary>New documents; null: the tenant is removed.</summary>
    internal IReadOnlyDictionary<Guid, TenantContent?> Tenants { get; set; } = ImmutableDictionary<Guid, TenantContent?>.Empty;

    /// <summary>What it makes of the places, in the order in which it is told.</summary>
    internal ImmutableArray<DirectoryDelta> Places { get; set; } = [];

    /// <summary>The epochs of tenants that have prepared.</summary>
    internal Dictionary<Guid, long> Epochs { get; } = [];

    /// <summary>What it makes of the accounts.</summary>
    internal AccountsNotice Accounts => new([.. _accounts], [.. _gone]);

    /// <summary>What replicas are told.</summary>
    internal DirectoryNotice Notice => new(number, Accounts, [.. Places.Select(WithEpoch)], CoreServer);

    /// <summary>The shards that take part.</summary>
    internal List<int> Shards => [.. _put.Keys.Union(_kept.Keys).Union(_removed.Keys)];

    /// <summary>Whether it does nothing at all.</summary>
    internal bool IsEmpty => CoreServer is null && Places.IsEmpty && _accounts.Count == 0 && _gone.Count == 0;

    /// <summary>An account is there afterwards, in the shard of its name, with that hash.</summary>
    /// <param name="before">As it was, null when it is new; from another shard it goes away.</param>
    /// <param name="after">The account and its hash.</param>
    internal void PutAccount(Account? before, AccountSecret after)
    {
        var shard = AccountShards.Of(after.Account.Username);
        In(_put, shard).Add(after);
        _accounts.Add(after.Account);
        if (before is not null && AccountShards.Of(before.Username) is var old && old != shard)
        {
            In(_removed, old).Add(before.Id);
        }
    }

    /// <summary>An account stays in its shard with its hash, but has new values.</summary>
    internal void KeepAccount(Account after)
    {
        In(_kept, AccountShards.Of(after.Username)).Add(after);
        _accounts.Add(after);
    }

    /// <summary>An account is gone afterwards.</summary>
    internal void RemoveAccount(Account before)
    {
        In(_removed, AccountShards.Of(before.Username)).Add(before.Id);
        _gone.Add(before.Id);
    }

    /// <summary>What a shard is told.</summary>
    internal AccountsChange ShardChange(Guid change, int shard) => new(
        change,
        [.. _put.GetValueOrDefault(shard) ?? []],
        [.. _removed.GetValueOrDefault(shard) ?? []],
        [.. _kept.GetValueOrDefault(shard) ?? []]);

    private DirectoryDelta WithEpoch(DirectoryDelta step) =>
        step is { Kind: DirectoryDeltaKind.Added, Place: PlaceKind.Tenant } ? step with { Epoch = Epochs[step.Id] } : step;

    private static List<T> In<T>(Dictionary<int, List<T>> shards, int shard)
    {
        if (!shards.TryGetValue(shard, out var list))
        {
            shards.Add(shard, list = []);
        }

        return list;
    }
}

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
    internal long Number => number;

    /// <summary>The root's new locations; null when they stay.</summary>
    internal List<LocationEntry>? Locations { get; init; }

    /// <summary>New documents.</summary>
    internal IReadOnlyDictionary<Guid, TenantContent> Tenants { get; init; } = ImmutableDictionary<Guid, TenantContent>.Empty;

    /// <summary>What replicas need to follow it; null: they fetch the directory.</summary>
    internal AccountsNotice? Notice { get; init; }

    /// <summary>By shard.</summary>
    internal Dictionary<int, List<AccountSecret>> Put { get; init; } = [];

    /// <summary>By shard.</summary>
    internal Dictionary<int, List<Guid>> Removed { get; } = [];

    /// <summary>The shards that take part.</summary>
    internal List<int> Shards => [.. Put.Keys.Union(Removed.Keys)];

    /// <summary>Accounts are there afterwards, in the shards of their names.</summary>
    internal void PutAccount(AccountSecret secret) => In(Put, AccountShards.Of(secret.Account.Username)).Add(secret);

    /// <summary>An account is gone afterwards from the shard where it was.</summary>
    internal void RemoveAccount(Account before) => In(Removed, AccountShards.Of(before.Username)).Add(before.Id);

    /// <summary>What a shard is told.</summary>
    internal AccountsChange ShardChange(Guid change, int shard) =>
        new(change, [.. Put.GetValueOrDefault(shard) ?? []], [.. Removed.GetValueOrDefault(shard) ?? []]);

    private static List<T> In<T>(Dictionary<int, List<T>> shards, int shard)
    {
        if (!shards.TryGetValue(shard, out var list))
        {
            shards.Add(shard, list = []);
        }

        return list;
    }
}

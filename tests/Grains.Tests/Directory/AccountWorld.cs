using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Events;
using EventPlatform.Grains.Tests.Hosting;

namespace EventPlatform.Grains.Tests.Directory;

/// <summary>A cluster of its own with the sample document (accounts mikey, bound to 300, and anna), and short ways to its accounts.</summary>
internal sealed class AccountWorld : IAsyncDisposable
{
    private readonly PlatformCluster _cluster = new();

    private AccountWorld()
    {
    }

    internal DirectoryDocument Document { get; } = Documents.Whole();

    internal PlatformCluster Cluster => _cluster;

    internal TestStorage Storage => _cluster.Storage;

    internal IDirectoryGrain Directory => _cluster.Grain<IDirectoryGrain>(0);

    /// <summary>The extensions 1000, 300 (bound to mikey) and 20.</summary>
    internal Guid[] Extensions => [.. Document.Locations!.Value[0].Tenants!.Value[0].Extensions!.Value.Select(one => one.Id!.Value)];

    internal static async Task<AccountWorld> Start()
    {
        var world = new AccountWorld();
        await world._cluster.InitializeAsync();
        Assert.True((await world.Directory.Seed(world.Document)).IsOk);
        return world;
    }

    internal async Task<AccountChanged> Add(AccountValues values, Guid? id = null)
    {
        var added = await Directory.AddAccount(id, values, isTrial: false);
        Assert.True(added.IsOk, $"{added.Refusal}");
        return added.Value;
    }

    internal Task<Outcome<AccountChanged>> Change(Guid id, AccountValues values, Account? expected = null) =>
        Directory.ChangeAccount(id, values, expected, isTrial: false);

    /// <summary>What the shard of a name has under it; null: nothing.</summary>
    internal async Task<AccountSecret?> Find(string username) =>
        (await _cluster.Grain<IAccountsGrain>(AccountShards.Of(username)).Find(username)).Value;

    /// <summary>All accounts as the shards have them, by name.</summary>
    internal async Task<Account[]> Stored()
    {
        var lists = await Task.WhenAll(Enumerable.Range(0, AccountShards.Count).Select(shard => _cluster.Grain<IAccountsGrain>(shard).List()));
        return [.. lists.SelectMany(list => list.Accounts).OrderBy(account => account.Username, StringComparer.Ordinal)];
    }

    internal async Task<long> Number() => (await Directory.Snapshot()).Number;

    /// <summary>All activations that know of accounts end: their memory is lost.</summary>
    internal async Task Forget()
    {
        await _cluster.Forget(Directory);
        for (var shard = 0; shard < AccountShards.Count; shard++)
        {
            await _cluster.Forget(_cluster.Grain<IAccountsGrain>(shard));
        }
    }

    internal static DirectoryNotice[] Notices(LogTail tail) =>
    [
        .. tail.Events.Where(seen => seen.Kind == EventKind.Directory)
            .Select(seen => JsonSerializer.Deserialize(seen.Body, NoticeJson.Default.DirectoryNotice)!),
    ];

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}

using System.Collections.Immutable;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Management;

namespace EventPlatform.Gateway.Replica;

/// <summary>Fetches what the replica misses. Called by the loop of partition 0 only, so nothing is applied meanwhile.</summary>
internal sealed partial class ReplicaSync(
    IGrainFactory grains,
    ReplicaStore store,
    ReplicaChanges changes,
    PlatformMetrics metrics,
    TimeProvider time,
    ILogger<ReplicaSync> logger)
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);
    private long _checkedAt;
    private bool _checkSoon;

    /// <summary>Fetches everything; fails when it cannot be had.</summary>
    internal async Task Load(CancellationToken cancellationToken)
    {
        var root = await grains.GetGrain<IDirectoryGrain>(0).Snapshot(cancellationToken);
        var locations = ImmutableArray.CreateBuilder<LocationView>();
        foreach (var entry in root.Locations)
        {
            var location = new LocationView(entry.Id, entry.Name);
            var fetches = entry.Tenants.Select(tenant => FetchTenant(tenant.Id, tenant.Name, location, cancellationToken));
            var tenants = await Task.WhenAll(fetches);
            location.Tenants = [.. tenants.OfType<TenantView>()];
            locations.Add(location);
        }

        var accounts = await Task.WhenAll(Enumerable.Range(0, AccountShards.Count)
            .Select(shard => grains.GetGrain<IAccountsGrain>(shard).List(cancellationToken)));
        lock (store.Gate)
        {
            store.Replace(root, locations.ToImmutable(), accounts.SelectMany(list => list.Accounts));
            foreach (var tenant in store.Tenants)
            {
                changes.Reached(tenant);
            }
        }

        _checkedAt = time.GetTimestamp();
    }

    /// <summary>Fetches what is missing, again until it succeeds.</summary>
    internal async Task Fetch(Missing missing, EventPosition at, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await FetchOnce(missing, at, cancellationToken);
                return;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogFetchFailed(exception);
                await Task.Delay(RetryAfter, time, cancellationToken);
            }
        }
    }

    /// <summary>The next check is due at once.</summary>
    internal void CheckSoon() => Volatile.Write(ref _checkSoon, true);

    /// <summary>Every 15 s: compares every tenant's number with the replica's and fetches what differs.</summary>
    internal async Task CheckIfDue(CancellationToken cancellationToken)
    {
        if (!Volatile.Read(ref _checkSoon) && time.GetElapsedTime(_checkedAt) < CheckEvery)
        {
            return;
        }

        Volatile.Write(ref _checkSoon, false);
        _checkedAt = time.GetTimestamp();
        try
        {
            await Check(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFetchFailed(exception);
        }
    }

    private async Task Check(CancellationToken cancellationToken)
    {
        var root = await grains.GetGrain<IDirectoryGrain>(0).Snapshot(cancellationToken);
        if (root.Number != store.DirectoryNumber)
        {
            await Load(cancellationToken);
            return;
        }

        foreach (var tenant in store.Tenants.ToList())
        {
            var position = await grains.GetGrain<ITenantGrain>(tenant.Id).Position(cancellationToken);
            if (position.IsOk && position.Value != tenant.Number && !PendingSets.IsReached(position.Value, tenant.Number))
            {
                await FetchOnce(new Missing(tenant.Id), new EventPosition(0, 0, 0), cancellationToken);
            }
        }
    }

    private async Task FetchOnce(Missing missing, EventPosition at, CancellationToken cancellationToken)
    {
        if (missing.Tenant is not { } id || store.FindTenant(id) is not { } old)
        {
            await Load(cancellationToken);
            return;
        }

        if (missing.Reload is { } extension)
        {
            await grains.GetGrain<ITenantGrain>(id).Reload(extension, cancellationToken);
            return;
        }

        if (await FetchTenant(id, old.Name, old.Location, cancellationToken) is not { } fresh)
        {
            await Load(cancellationToken);
            return;
        }

        LogTenantFetched(id);
        metrics.Resynced();
        lock (store.Gate)
        {
            changes.Replace(fresh, time.GetUtcNow().ToUnixTimeMilliseconds(), at);
        }
    }

    private async Task<TenantView?> FetchTenant(Guid id, string name, LocationView location, CancellationToken cancellationToken)
    {
        var snapshot = await grains.GetGrain<ITenantGrain>(id).Snapshot(cancellationToken);
        return snapshot.IsOk ? new TenantView(id, name, location, snapshot.Value) : null;
    }
}

using System.Collections.Immutable;
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

    /// <summary>A change that was announced may be this long on its way before it counts as missed.</summary>
    private static readonly TimeSpan OnItsWayMax = TimeSpan.FromMilliseconds(500);

    /// <summary>Tenants that were ahead of the replica when they were asked, and how far they were.</summary>
    private readonly Dictionary<Guid, ChangeNumber> _ahead = [];
    private long _checkedAt;
    private bool _checkSoon;

    /// <summary>The directory's number when it was ahead of the replica, else 0.</summary>
    private long _directoryAhead;

    /// <summary>Fetches everything; fails when it cannot be had. What differs from before is shown at the position.</summary>
    internal async Task Load(EventPosition at, CancellationToken cancellationToken)
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

        // Fetched last: accounts may be ahead of the root's number, and changes that lead there may come again, but none is missed.
        var accounts = await grains.GetGrain<IDirectoryGrain>(0).Accounts(cancellationToken);
        lock (store.Gate)
        {
            changes.Replace(root, locations.ToImmutable(), accounts.Accounts, time.GetUtcNow().ToUnixTimeMilliseconds(), at);
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

    /// <summary>
    /// Every 15 s: compares the directory's number and every tenant's with the replica's. What differs is usually on its way, and fetching it would show its
    /// events before the setter's answer and several changes as one: only what has not come a little later is fetched.
    /// </summary>
    internal async Task CheckIfDue(CancellationToken cancellationToken)
    {
        try
        {
            if (Volatile.Read(ref _checkSoon) || time.GetElapsedTime(_checkedAt) >= CheckEvery)
            {
                Volatile.Write(ref _checkSoon, false);
                _checkedAt = time.GetTimestamp();
                await Compare(cancellationToken);
            }
            else if ((_ahead.Count > 0 || _directoryAhead > 0) && time.GetElapsedTime(_checkedAt) >= OnItsWayMax)
            {
                await FetchMissed(cancellationToken);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFetchFailed(exception);
        }
    }

    private async Task Compare(CancellationToken cancellationToken)
    {
        _ahead.Clear();
        var root = await grains.GetGrain<IDirectoryGrain>(0).Snapshot(cancellationToken);
        _directoryAhead = root.Number > store.DirectoryNumber ? root.Number : 0;

        foreach (var tenant in store.Tenants.ToList())
        {
            var position = await grains.GetGrain<ITenantGrain>(tenant.Id).Position(cancellationToken);
            if (position.IsOk && !PendingSets.IsReached(position.Value, tenant.Number))
            {
                _ahead[tenant.Id] = position.Value;
            }
        }
    }

    private async Task FetchMissed(CancellationToken cancellationToken)
    {
        var at = new EventPosition(0, 0, 0);
        if (_directoryAhead > store.DirectoryNumber)
        {
            LogDirectoryMissed(_directoryAhead);
            await FetchOnce(Missing.Directory, at, cancellationToken);
        }

        foreach (var (id, number) in _ahead)
        {
            if (store.FindTenant(id) is { } tenant && !PendingSets.IsReached(number, tenant.Number))
            {
                await FetchOnce(new Missing(id), at, cancellationToken);
            }
        }

        _directoryAhead = 0;
        _ahead.Clear();
    }

    private async Task FetchOnce(Missing missing, EventPosition at, CancellationToken cancellationToken)
    {
        if (missing.Tenant is not { } id || store.FindTenant(id) is not { } old)
        {
            metrics.Resynced();
            await Load(at, cancellationToken);
            return;
        }

        if (missing.Reload is { } extension)
        {
            await grains.GetGrain<ITenantGrain>(id).Reload(extension, cancellationToken);
            return;
        }

        if (await FetchTenant(id, old.Name, old.Location, cancellationToken) is not { } fresh)
        {
            await Load(at, cancellationToken);
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

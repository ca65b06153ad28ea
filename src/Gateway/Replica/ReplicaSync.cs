using System.Collections.Immutable;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Management;

namespace EventPlatform.Gateway.Replica;

/// <summary>Fetches what the replica misses. Called by the loop of partition 0 only, so nothing is applied while it fetches.</summary>
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

    /// <summary>A directory that is changed all the time is shown as it was seen after this many further tries.</summary>
    private const int LoadsAgainMax = 3;

    /// <summary>Numbers that take longer come beside the loop: a grain that is out of reach does not hold up the events.</summary>
    private static readonly TimeSpan ComparisonWaitMax = TimeSpan.FromMilliseconds(100);

    /// <summary>A change that was announced may be this long on its way before it counts as missed.</summary>
    private static readonly TimeSpan OnItsWayMax = TimeSpan.FromMilliseconds(500);

    /// <summary>Tenants that were ahead of the replica when they were asked, and how far they were.</summary>
    private readonly Dictionary<Guid, ChangeNumber> _ahead = [];
    private long _checkedAt;
    private bool _checkSoon;

    /// <summary>The numbers that are being asked for.</summary>
    private Task<Numbers>? _comparison;

    /// <summary>When <see cref="_ahead"/> and <see cref="_directoryAhead"/> were filled.</summary>
    private long _comparedAt;

    /// <summary>The directory's number when it was ahead of the replica, else 0.</summary>
    private long _directoryAhead;

    /// <summary>The first load: fails when it cannot be had.</summary>
    internal async Task Load(CancellationToken cancellationToken)
    {
        await Load(origin: null, at: default, cancellationToken);
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
    /// Every 15 s: compares the directory's number and every tenant's with the replica's. What differs is usually on its way, and
    /// fetching it would show its events before the setter's answer and several changes as one: only what has not come a little later
    /// is fetched.
    /// </summary>
    /// <param name="at">The place of the last event that was applied: differences are shown there.</param>
    /// <param name="cancellationToken">Ends the fetching.</param>
    internal async Task CheckIfDue(EventPosition at, CancellationToken cancellationToken)
    {
        try
        {
            if (_comparison is null && (Volatile.Read(ref _checkSoon) || time.GetElapsedTime(_checkedAt) >= CheckEvery))
            {
                Volatile.Write(ref _checkSoon, false);
                _checkedAt = time.GetTimestamp();
                _comparison = AskNumbers([.. store.Tenants.Select(tenant => tenant.Id)], cancellationToken);
                await ((Task)_comparison).WaitAsync(ComparisonWaitMax, time, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (_comparison is { IsCompleted: true } comparison)
            {
                _comparison = null;
                Compare(await comparison);
            }
            else if ((_ahead.Count > 0 || _directoryAhead > 0) && time.GetElapsedTime(_comparedAt) >= OnItsWayMax)
            {
                await FetchMissed(at, cancellationToken);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFetchFailed(exception);
        }
    }

    private async Task<Numbers> AskNumbers(ImmutableArray<Guid> tenants, CancellationToken cancellationToken)
    {
        var root = await grains.GetGrain<IDirectoryGrain>(0).Snapshot(cancellationToken);
        var positions = new Dictionary<Guid, ChangeNumber>();
        foreach (var id in tenants)
        {
            try
            {
                var position = await grains.GetGrain<ITenantGrain>(id).Position(cancellationToken);
                if (position.IsOk)
                {
                    positions.Add(id, position.Value);
                }
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The others are compared all the same.
                LogNotAsked(exception, id);
            }
        }

        return new Numbers(root.Number, positions);
    }

    private void Compare(Numbers numbers)
    {
        _ahead.Clear();
        _directoryAhead = numbers.Directory > store.DirectoryNumber ? numbers.Directory : 0;
        foreach (var (id, position) in numbers.Tenants)
        {
            if (IsBehind(id, position))
            {
                _ahead[id] = position;
            }
        }

        _comparedAt = time.GetTimestamp();
    }

    private bool IsBehind(Guid tenant, ChangeNumber number) =>
        store.FindTenant(tenant) is { } view && !PendingSets.IsReached(number, view.Number);

    private async Task FetchMissed(EventPosition at, CancellationToken cancellationToken)
    {
        if (_directoryAhead > store.DirectoryNumber)
        {
            await FetchOnce(new Missing(ResyncCause.Check, Tenant: null), at, cancellationToken);
        }

        foreach (var (id, number) in _ahead)
        {
            if (IsBehind(id, number))
            {
                await FetchOnce(new Missing(ResyncCause.Check, id), at, cancellationToken);
            }
        }

        _directoryAhead = 0;
        _ahead.Clear();
    }

    private async Task FetchOnce(Missing missing, EventPosition at, CancellationToken cancellationToken)
    {
        if (missing.Tenant is not { } id || store.FindTenant(id) is not { } old)
        {
            await LoadAgain(missing, at, cancellationToken);
            return;
        }

        if (missing.Reload is { } extension)
        {
            await grains.GetGrain<ITenantGrain>(id).Reload(extension, cancellationToken);
            return;
        }

        // One that shows a change of the directory that is still on its way would tell it before what comes first.
        var fetched = await FetchTenant(id, old.Name, old.Location, cancellationToken);
        if (fetched is not { } fresh || fresh.DocumentVersion > store.DirectoryNumber)
        {
            await LoadAgain(missing, at, cancellationToken);
            return;
        }

        metrics.Resynced();
        int shown;
        lock (store.Gate)
        {
            shown = changes.Replace(fresh, missing.Origin, time.GetUtcNow().ToUnixTimeMilliseconds(), at);
        }

        LogTenantFetched(id, missing.Cause, shown);
    }

    private async Task LoadAgain(Missing missing, EventPosition at, CancellationToken cancellationToken)
    {
        metrics.Resynced();
        var shown = await Load(missing.Origin, at, cancellationToken);
        LogDirectoryFetched(missing.Cause, shown);
    }

    /// <summary>Fetches everything; what differs from before is shown at the position, how many events is the answer.</summary>
    private async Task<int> Load(ChangeOrigin? origin, EventPosition at, CancellationToken cancellationToken)
    {
        // What is changed meanwhile is seen in part; while the directory rests, or nearly, once is enough.
        var seen = await FetchAll(cancellationToken);
        for (var again = 0; again < LoadsAgainMax && !seen.IsWhole; again++)
        {
            seen = await FetchAll(cancellationToken);
        }

        lock (store.Gate)
        {
            return changes.Replace(seen.Root, seen.Locations, seen.Accounts, origin, time.GetUtcNow().ToUnixTimeMilliseconds(), at);
        }
    }

    private async Task<DirectoryCopy> FetchAll(CancellationToken cancellationToken)
    {
        var root = await grains.GetGrain<IDirectoryGrain>(0).Snapshot(cancellationToken);
        if (root.Number < store.DirectoryNumber)
        {
            throw new TimeoutException("An activation of the directory that has been replaced answered.");
        }

        var isWhole = true;
        var locations = ImmutableArray.CreateBuilder<LocationView>();
        foreach (var entry in root.Locations)
        {
            var location = new LocationView(entry.Id, entry.Name);
            var fetches = entry.Tenants.Select(tenant => FetchTenant(tenant.Id, tenant.Name, location, cancellationToken));
            var tenants = await Task.WhenAll(fetches);
            isWhole &= tenants.All(tenant => tenant is not null && tenant.DocumentVersion <= root.Number);
            location.Tenants = [.. tenants.OfType<TenantView>()];
            locations.Add(location);
        }

        // Fetched last: accounts may be ahead of the root's number, and changes that lead there may come again, but none is missed.
        var accounts = await grains.GetGrain<IDirectoryGrain>(0).Accounts(cancellationToken);
        isWhole &= accounts.Number == root.Number;
        return new DirectoryCopy(root, locations.ToImmutable(), accounts.Accounts, isWhole);
    }

    private async Task<TenantView?> FetchTenant(Guid id, string name, LocationView location, CancellationToken cancellationToken)
    {
        var snapshot = await grains.GetGrain<ITenantGrain>(id).Snapshot(cancellationToken);
        return snapshot.IsOk ? new TenantView(id, name, location, snapshot.Value) : null;
    }

    /// <summary>The numbers that grains told.</summary>
    private sealed record Numbers(long Directory, Dictionary<Guid, ChangeNumber> Tenants);
}

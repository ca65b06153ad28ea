using System.Collections.Immutable;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.Hub;

namespace EventPlatform.Gateway.Replica;

/// <summary>
/// Applies numbered changes to the replica and shows them: setters' answers first, then the events, then the answers of those who changed
/// the directory. Under the gate.
/// </summary>
internal sealed class ReplicaChanges(ReplicaStore store, PendingSets pending, IEnumerable<IEventDoor> doors)
{
    private readonly IEventDoor[] _doors = [.. doors];

    /// <summary>
    /// Applies a change if it is the next of its tenant; else says what must be fetched, or null for one that is shown already.
    /// </summary>
    internal Missing? Apply(ExtensionNotice notice, long time, EventPosition at)
    {
        if (store.FindTenant(notice.Tenant) is not { } tenant)
        {
            return AfterRemoval(notice, at);
        }

        if (notice.Number.Epoch < tenant.Number.Epoch)
        {
            PassOver(at);
            return new Missing(ResyncCause.Epoch, tenant.Id, notice.Extension);
        }

        if (notice.Number.Epoch == tenant.Number.Epoch && notice.Number.Sequence <= tenant.Number.Sequence)
        {
            PassOver(at);
            return null;
        }

        if (CauseToFetch(notice, tenant) is { } cause)
        {
            return new Missing(cause, tenant.Id, Origin: notice.Origin);
        }

        tenant.Number = notice.Number;
        if (tenant.SetState(notice.Extension, notice.State) is { } now)
        {
            pending.Applied(notice.Origin);
            Emit(new ExtensionEvent(now, notice.Changed, store.AccountOf(now.Id), time, at));
        }

        pending.Reached(tenant);
        return null;
    }

    /// <summary>
    /// Applies a change of the directory if it is the next and tells what it changed; else says that the directory must be fetched, or
    /// null for one that is shown already. No door tells of accounts.
    /// </summary>
    internal Missing? Apply(DirectoryNotice notice, long time, EventPosition at)
    {
        if (notice.Number <= store.DirectoryNumber)
        {
            PassOver(at);
            return null;
        }

        if (notice.Number != store.DirectoryNumber + 1)
        {
            return new Missing(ResyncCause.Jump, Tenant: null);
        }

        if (notice is not { Accounts: { } accounts, Places: { } places })
        {
            return new Missing(ResyncCause.Untold, Tenant: null);
        }

        var after = store.AccountTable.Follow(accounts);
        var coreServer = notice.CoreServer ?? store.CoreServer;
        if (places.IsEmpty)
        {
            store.Show(notice.Number, coreServer, after);
            store.EndChange();
            return null;
        }

        var before = store.Tenants.ToList();
        var draft = new DirectoryDraft(store.Locations, notice.Number, store.AccountTable, after, time, at);
        var told = Walk(draft, places);
        store.Show(notice.Number, coreServer, draft.Build(), after);
        Tell(told, before, time, at);
        return null;
    }

    /// <summary>Replaces everything; what differs is shown as events, how many is the answer.</summary>
    /// <param name="root">The root.</param>
    /// <param name="locations">All below it.</param>
    /// <param name="accounts">All accounts.</param>
    /// <param name="origin">Who is answered first: its change is among what is fetched.</param>
    /// <param name="time">When differences are said to have happened.</param>
    /// <param name="at">Where they are shown.</param>
    internal int Replace(
        DirectorySnapshot root,
        ImmutableArray<LocationView> locations,
        ImmutableArray<Account> accounts,
        ChangeOrigin? origin,
        long time,
        EventPosition at)
    {
        var before = store.Tenants.ToList();
        var after = AccountTable.Of(accounts);
        List<DirectoryEvent> told = store.IsLoaded
            ? Walk(NewDraft(after, time, at), ReplicaDifference.Of(store.Locations, locations))
            : [];
        store.Show(root.Number, root.CoreServer, locations, after);
        pending.Applied(origin);
        return TellAlone(told, before, time, at);
    }

    /// <summary>Replaces a tenant by a newer view; what differs is shown as events, how many is the answer.</summary>
    internal int Replace(TenantView fresh, ChangeOrigin? origin, long time, EventPosition at)
    {
        var old = store.FindTenant(fresh.Id)!;
        var told = Walk(NewDraft(store.AccountTable, time, at), ReplicaDifference.Of(old, fresh));
        store.Show(fresh);
        pending.Applied(origin);
        return TellAlone(told, [old], time, at);
    }

    private static ResyncCause? CauseToFetch(ExtensionNotice notice, TenantView tenant)
    {
        if (notice.Number.Epoch > tenant.Number.Epoch)
        {
            return ResyncCause.Epoch;
        }

        if (notice.Number.Sequence > tenant.Number.Sequence + 1)
        {
            return ResyncCause.Jump;
        }

        return notice.DocumentVersion > tenant.DocumentVersion ? ResyncCause.Document : null;
    }

    private static ExtensionFields Differences(ExtensionView before, ExtensionView now)
    {
        return (before.Status.Number != now.Status.Number ? ExtensionFields.Status : 0)
            | (before.State.Note != now.State.Note ? ExtensionFields.Note : 0)
            | (before.State.ReturnTime != now.State.ReturnTime ? ExtensionFields.ReturnTime : 0);
    }

    private static List<DirectoryEvent> Walk(DirectoryDraft draft, ImmutableArray<DirectoryDelta> steps) =>
        [.. steps.Select(draft.Take).OfType<DirectoryEvent>()];

    /// <summary>What is missed is told in full, whatever numbers tenants show.</summary>
    private DirectoryDraft NewDraft(AccountTable after, long time, EventPosition at) =>
        new(store.Locations, long.MaxValue, store.AccountTable, after, time, at);

    /// <summary>A tenant that is gone has nothing to show; one that is not known yet is to be fetched.</summary>
    private Missing? AfterRemoval(ExtensionNotice notice, EventPosition at)
    {
        if (notice.DocumentVersion > store.DirectoryNumber)
        {
            return new Missing(ResyncCause.Tenant, Tenant: null, Origin: notice.Origin);
        }

        pending.Applied(notice.Origin);
        PassOver(at);
        return null;
    }

    /// <summary>The change at this place is shown already, or never will be.</summary>
    private void PassOver(EventPosition at)
    {
        foreach (var door in _doors)
        {
            door.NotShown(at);
        }
    }

    /// <summary>As <see cref="Tell"/>, of what was fetched.</summary>
    private int TellAlone(List<DirectoryEvent> told, List<TenantView> before, long time, EventPosition at)
    {
        var count = Tell(told, before, time, at);
        foreach (var door in _doors)
        {
            // Also without a difference: changes that undo each other may stand behind this place, and are passed over.
            if (count > 0)
            {
                door.WasAlone(at);
            }
            else
            {
                door.NotShown(at);
            }
        }

        return count;
    }

    /// <summary>The store shows the change: tells those who wait and the doors, directory first; the number of events.</summary>
    /// <param name="told">What places were added, renamed, removed.</param>
    /// <param name="before">Tenants that may have changed, as they were.</param>
    /// <param name="time">When it happened.</param>
    /// <param name="at">Its place in the log.</param>
    private int Tell(List<DirectoryEvent> told, List<TenantView> before, long time, EventPosition at)
    {
        var changed = ChangedTenants(before);
        foreach (var (old, now) in changed)
        {
            if (now is null)
            {
                pending.Gone(old.Id);
            }
            else
            {
                pending.Reached(now);
            }
        }

        foreach (var change in told)
        {
            foreach (var door in _doors)
            {
                door.Directory(change);
            }
        }

        // A tenant that went and came back elsewhere is told as new, whatever state its extensions bring.
        var stayed = changed.Where(pair => pair.Now?.Location.Id == pair.Old.Location.Id);
        var fields = stayed.Sum(pair => TellFields(pair.Old, pair.Now!, time, at));
        store.EndChange();
        return told.Count + fields;
    }

    /// <summary>In the order of reports.</summary>
    private List<(TenantView Old, TenantView? Now)> ChangedTenants(List<TenantView> before)
    {
        var changed = before.Select(old => (Old: old, Now: store.FindTenant(old.Id))).Where(pair => !ReferenceEquals(pair.Old, pair.Now));
        return [.. changed];
    }

    private int TellFields(TenantView old, TenantView fresh, long time, EventPosition at)
    {
        var count = 0;
        foreach (var now in fresh.Extensions())
        {
            if (old.FindExtension(now.Id) is { } before && Differences(before, now) is var changed and not ExtensionFields.None)
            {
                Emit(new ExtensionEvent(now, changed, store.AccountOf(now.Id), time, at, IsAmongOthers: true));
                count++;
            }
        }

        return count;
    }

    private void Emit(ExtensionEvent change)
    {
        foreach (var door in _doors)
        {
            door.Extension(change);
        }
    }
}

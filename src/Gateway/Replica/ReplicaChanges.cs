using System.Collections.Immutable;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.Hub;

namespace EventPlatform.Gateway.Replica;

/// <summary>Applies numbered changes to the replica and shows them: the setter's answer first, then the event. Under the gate.</summary>
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
            return Missing.Directory;
        }

        if (notice.Number.Epoch < tenant.Number.Epoch)
        {
            return new Missing(tenant.Id, notice.Extension);
        }

        if (notice.Number.Epoch == tenant.Number.Epoch && notice.Number.Sequence <= tenant.Number.Sequence)
        {
            return null;
        }

        if (notice.Number.Epoch > tenant.Number.Epoch || notice.Number.Sequence > tenant.Number.Sequence + 1)
        {
            return new Missing(tenant.Id);
        }

        tenant.Number = notice.Number;
        if (tenant.SetState(notice.Extension, notice.State) is { } now)
        {
            pending.Applied(notice.Origin);
            Emit(new ExtensionEvent(now, notice.Changed, store.AccountOf(now.Id), time, at));
        }

        pending.Reached(tenant.Id, tenant.Number);
        return null;
    }

    /// <summary>
    /// Applies a change of the directory if it is the next and tells what it changed; else says that the directory must be fetched, or
    /// null for one that is shown already. No door tells of accounts.
    /// </summary>
    internal Missing? Apply(DirectoryNotice notice)
    {
        if (notice.Number <= store.DirectoryNumber)
        {
            return null;
        }

        if (notice.Accounts is not { } accounts || notice.Number != store.DirectoryNumber + 1)
        {
            return Missing.Directory;
        }

        store.Apply(notice.Number, accounts);
        return null;
    }

    /// <summary>Replaces everything; what differs in tenants that were there is shown as events.</summary>
    internal void Replace(
        DirectorySnapshot root, ImmutableArray<LocationView> locations, ImmutableArray<Account> accounts, long time, EventPosition at)
    {
        var before = store.Tenants.ToDictionary(tenant => tenant.Id);
        store.Replace(root, locations, accounts);
        foreach (var fresh in store.Tenants)
        {
            Show(before.GetValueOrDefault(fresh.Id), fresh, time, at);
        }
    }

    /// <summary>Replaces a tenant by a newer view; what differs is shown as events.</summary>
    internal void Replace(TenantView fresh, long time, EventPosition at)
    {
        var old = store.FindTenant(fresh.Id);
        store.Replace(fresh);
        Show(old, fresh, time, at);
    }

    private static ExtensionFields Differences(ExtensionView before, ExtensionView now)
    {
        return (before.Status.Number != now.Status.Number ? ExtensionFields.Status : 0)
            | (before.State.Note != now.State.Note ? ExtensionFields.Note : 0)
            | (before.State.ReturnTime != now.State.ReturnTime ? ExtensionFields.ReturnTime : 0);
    }

    private void Show(TenantView? old, TenantView fresh, long time, EventPosition at)
    {
        pending.Reached(fresh.Id, fresh.Number);
        foreach (var now in old is null ? [] : fresh.Extensions())
        {
            if (old!.FindExtension(now.Id) is { } before && Differences(before, now) is var changed and not ExtensionFields.None)
            {
                Emit(new ExtensionEvent(now, changed, store.AccountOf(now.Id), time, at));
            }
        }
    }

    private void Emit(ExtensionEvent change)
    {
        foreach (var door in _doors)
        {
            door.Extension(change);
        }
    }
}

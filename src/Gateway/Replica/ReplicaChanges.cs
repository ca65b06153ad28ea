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

    /// <summary>Replaces a tenant by a newer view; what differs is shown as events.</summary>
    internal void Replace(TenantView fresh, long time, EventPosition at)
    {
        var old = store.FindTenant(fresh.Id);
        store.Replace(fresh);
        pending.Reached(fresh.Id, fresh.Number);
        foreach (var now in old is null ? [] : fresh.Extensions())
        {
            if (old!.FindExtension(now.Id) is { } before && Differences(before, now) is var changed and not ExtensionFields.None)
            {
                Emit(new ExtensionEvent(now, changed, store.AccountOf(now.Id), time, at));
            }
        }
    }

    /// <summary>A tenant was loaded: sets that waited for what it shows are answered.</summary>
    internal void Reached(TenantView tenant) => pending.Reached(tenant.Id, tenant.Number);

    private static ExtensionFields Differences(ExtensionView before, ExtensionView now)
    {
        return (before.Status.Number != now.Status.Number ? ExtensionFields.Status : 0)
            | (before.State.Note != now.State.Note ? ExtensionFields.Note : 0)
            | (before.State.ReturnTime != now.State.ReturnTime ? ExtensionFields.ReturnTime : 0);
    }

    private void Emit(ExtensionEvent change)
    {
        foreach (var door in _doors)
        {
            door.Extension(change);
        }
    }
}

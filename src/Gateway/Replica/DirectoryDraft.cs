using System.Collections.Immutable;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.Hub;

namespace EventPlatform.Gateway.Replica;

/// <summary>
/// Walks through a change of the directory step by step. What a step is told as follows from what is there: a place that is there is not
/// added again and one that is gone is not removed again, so that a change that has been seen in part may come as a whole.
/// </summary>
/// <param name="locations">The directory before the change.</param>
/// <param name="number">The change's number: steps within tenants that show it already are left out.</param>
/// <param name="before">The accounts before the change: whom a removed extension was bound to.</param>
/// <param name="after">The accounts after it.</param>
/// <param name="time">When it happened, Unix milliseconds.</param>
/// <param name="at">Its place in the log.</param>
internal sealed class DirectoryDraft(
    ImmutableArray<LocationView> locations, long number, AccountTable before, AccountTable after, long time, EventPosition at)
{
    private readonly List<LocationDraft> _locations = [.. locations.Select(LocationDraft.Of)];

    private Dictionary<Guid, TenantDraft> Tenants => field ??=
        _locations.SelectMany(location => location.Tenants).ToDictionary(tenant => tenant.Id);

    /// <summary>Takes one step; what doors are told of it, or null.</summary>
    internal DirectoryEvent? Take(DirectoryDelta step) => step.Place switch
    {
        PlaceKind.Location => TakeLocation(step),
        PlaceKind.Tenant => TakeTenant(step),
        PlaceKind.Status => Document(step) is { } tenant ? TakeStatus(tenant, step) : null,
        PlaceKind.Extension => Document(step) is { } tenant ? TakeExtension(tenant, step) : null,
        _ => throw new InvalidDataException($"Unknown kind of place {(int)step.Place}."),
    };

    /// <summary>The directory after all steps.</summary>
    internal ImmutableArray<LocationView> Build()
    {
        // Views that stay are changed only when all are made.
        var built = _locations.Select(location => location.Build(number)).ToList();
        foreach (var (view, tenants) in built)
        {
            view.Tenants = tenants;
        }

        return [.. built.Select(location => location.View)];
    }

    private DirectoryEvent? TakeLocation(DirectoryDelta step)
    {
        var location = _locations.Find(one => one.Id == step.Id);
        if (ChangeOf(step, location?.Name) is not { } change)
        {
            return null;
        }

        var old = location?.Name;
        if (change == PlaceChange.Removed)
        {
            _locations.Remove(location!);
            foreach (var tenant in location!.Tenants)
            {
                Tenants.Remove(tenant.Id);
            }
        }
        else if (location is null)
        {
            _locations.Add(location = new LocationDraft(null, step.Id, step.Values.Name));
        }
        else
        {
            location.Name = step.Values.Name;
        }

        return Tell(step, change, old, location, null);
    }

    private DirectoryEvent? TakeTenant(DirectoryDelta step)
    {
        var tenant = Tenants.GetValueOrDefault(step.Id);
        var location = tenant?.Location ?? _locations.Find(one => one.Id == step.Parent);
        if (location is null || ChangeOf(step, tenant?.Name) is not { } change)
        {
            return null;
        }

        var old = tenant?.Name;
        if (change == PlaceChange.Removed)
        {
            location.Tenants.Remove(tenant!);
            Tenants.Remove(step.Id);
        }
        else if (tenant is null)
        {
            tenant = new TenantDraft(location, null, step.Id, step.Values.Name, step.Epoch);
            location.Tenants.Add(tenant);
            Tenants.Add(tenant.Id, tenant);
        }
        else
        {
            tenant.Name = step.Values.Name;
        }

        return Tell(step, change, old, location, tenant);
    }

    private DirectoryEvent? TakeStatus(TenantDraft tenant, DirectoryDelta step)
    {
        var old = tenant.Status(step.Id);
        var change = ChangeOf(step, old?.Name);
        if (step.Kind == DirectoryDeltaKind.Removed)
        {
            tenant.RemoveStatus(step.Id);
        }
        else if (old is not null || change is not null)
        {
            tenant.Put(new StatusEntry(step.StatusNumber, step.Id, step.Values.Name, step.Values.Detail ?? ""));
        }

        // The first status is there with its tenant and stays: nobody is told of it.
        return step.StatusNumber != 0 && change is { } told ? Tell(step, told, old?.Name, tenant.Location, tenant) : null;
    }

    private DirectoryEvent? TakeExtension(TenantDraft tenant, DirectoryDelta step)
    {
        var old = tenant.Extension(step.Id);
        var change = ChangeOf(step, old?.Name);
        if (step.Kind == DirectoryDeltaKind.Removed)
        {
            tenant.RemoveExtension(step.Id);
        }
        else if (old is not null || change is not null)
        {
            tenant.Put(step.Id, step.Values, step.State);
        }

        return change is { } told ? Tell(step, told, old?.Name, tenant.Location, tenant) : null;
    }

    /// <summary>The tenant of a status or an extension; null when there is none or it shows this change already.</summary>
    private TenantDraft? Document(DirectoryDelta step) =>
        step.Parent is { } id && Tenants.TryGetValue(id, out var tenant) && tenant.DocumentVersion < number ? tenant : null;

    private static PlaceChange? ChangeOf(DirectoryDelta step, string? old) => step.Kind switch
    {
        DirectoryDeltaKind.Removed => old is null ? null : PlaceChange.Removed,
        _ when old is not null => old == step.Values.Name ? null : PlaceChange.Renamed,
        DirectoryDeltaKind.Added => PlaceChange.Added,
        _ => null,
    };

    private DirectoryEvent Tell(DirectoryDelta step, PlaceChange change, string? old, LocationDraft location, TenantDraft? tenant)
    {
        var isRemoved = change == PlaceChange.Removed;
        return new DirectoryEvent(
            step.Place,
            change,
            step.Id,
            isRemoved ? old! : step.Values.Name,
            change == PlaceChange.Renamed ? old : null,
            new NamedPlace(location.Id, location.Name),
            tenant is null ? null : new NamedPlace(tenant.Id, tenant.Name),
            step.Place == PlaceKind.Status ? step.Values.Detail : null,
            step.Place == PlaceKind.Extension ? (isRemoved ? before : after).BoundTo(step.Id) : null,
            time,
            at);
    }
}

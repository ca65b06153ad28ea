using System.Collections.Immutable;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Events;

namespace EventPlatform.Gateway.Replica;

/// <summary>
/// What differs between two states of the directory, in the order in which a change is told: removals (a container's only), renames,
/// additions, parents first and in the order in which they were made (docs/protocols/status-interface.md, 3). For what was missed, and so
/// can only be told as a whole.
/// </summary>
internal sealed class ReplicaDifference
{
    private readonly List<DirectoryDelta> _removed = [];
    private readonly List<DirectoryDelta> _renamed = [];
    private readonly List<DirectoryDelta> _added = [];

    private ReplicaDifference()
    {
    }

    internal static ImmutableArray<DirectoryDelta> Of(ImmutableArray<LocationView> before, ImmutableArray<LocationView> after)
    {
        var difference = new ReplicaDifference();
        difference.Compare(
            PlaceKind.Location,
            null,
            before,
            after,
            location => (location.Id, new PlaceValues(location.Name), 0),
            (old, location) => difference.CompareTenants(location.Id, old?.Tenants ?? [], location.Tenants));
        return difference.InOrder();
    }

    /// <summary>What differs within a tenant.</summary>
    internal static ImmutableArray<DirectoryDelta> Of(TenantView before, TenantView after)
    {
        var difference = new ReplicaDifference();
        difference.CompareDocuments(before, after);
        return difference.InOrder();
    }

    private ImmutableArray<DirectoryDelta> InOrder() => [.. _removed, .. _renamed, .. _added];

    private void CompareTenants(Guid location, ImmutableArray<TenantView> before, ImmutableArray<TenantView> after) => Compare(
        PlaceKind.Tenant, location, before, after, tenant => (tenant.Id, new PlaceValues(tenant.Name), 0), CompareDocuments);

    private void CompareDocuments(TenantView? before, TenantView after)
    {
        if (ReferenceEquals(before, after))
        {
            return;
        }

        Compare(
            PlaceKind.Status,
            after.Id,
            before?.Statuses ?? [],
            after.Statuses,
            status => (status.Id, new PlaceValues(status.Name, status.Type), status.Number),
            null);
        Compare(
            PlaceKind.Extension,
            after.Id,
            before?.Extensions() ?? [],
            after.Extensions(),
            extension => (extension.Id, new PlaceValues(extension.Number, extension.DisplayName), 0),
            null,
            extension => extension.Rank);
    }

    private void Compare<T>(
        PlaceKind kind,
        Guid? parent,
        ImmutableArray<T> before,
        ImmutableArray<T> after,
        Func<T, (Guid Id, PlaceValues Values, int StatusNumber)> look,
        Action<T?, T>? compareChildren,
        Func<T, int>? rank = null)
        where T : class
    {
        var old = before.ToDictionary(one => look(one).Id);
        var left = after.Select(one => look(one).Id).ToHashSet();
        _removed.AddRange(before.Where(one => !left.Contains(look(one).Id)).Select(one => Tell(DirectoryDeltaKind.Removed, one)));
        _renamed.AddRange(after.Where(IsRenamed).Select(one => Tell(DirectoryDeltaKind.Renamed, one)));
        foreach (var now in after.OrderBy(rank ?? (_ => 0)))
        {
            var was = old.GetValueOrDefault(look(now).Id);
            if (was is null)
            {
                _added.Add(Tell(DirectoryDeltaKind.Added, now));
            }

            compareChildren?.Invoke(was, now);
        }

        bool IsRenamed(T now) => old.TryGetValue(look(now).Id, out var was) && look(was).Values.Name != look(now).Values.Name;

        DirectoryDelta Tell(DirectoryDeltaKind change, T one)
        {
            var (id, values, statusNumber) = look(one);
            return new DirectoryDelta(change, kind, parent, id, values, statusNumber);
        }
    }
}

using System.Collections.Immutable;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Grains.Directory;

/// <summary>
/// What a change makes of the places, in the order of docs/protocols/status-interface.md, 3: removals (a container's only), renames,
/// additions (parents first), new details, given states.
/// </summary>
internal sealed class DirectoryDifference
{
    private readonly List<DirectoryDelta>[] _steps = [[], [], [], [], []];
    private readonly PlaceBook _before;
    private readonly DirectoryChange _change;

    private DirectoryDifference(PlaceBook before, DirectoryChange change)
    {
        _before = before;
        _change = change;
    }

    /// <param name="before">The places before the change.</param>
    /// <param name="change">The change.</param>
    /// <param name="rank">The order of additions, by ids; null: that in which they are afterwards.</param>
    internal static ImmutableArray<DirectoryDelta> Of(PlaceBook before, DirectoryChange change, Func<Guid, int>? rank = null)
    {
        var difference = new DirectoryDifference(before, change);
        difference.CompareLocations();
        if (rank is not null)
        {
            var added = difference._steps[(int)DirectoryDeltaKind.Added];
            difference._steps[(int)DirectoryDeltaKind.Added] = [.. added.OrderBy(delta => rank(delta.Id))];
        }

        return [.. difference._steps.SelectMany(deltas => deltas)];
    }

    private void CompareLocations()
    {
        var after = _change.Locations ?? _before.Locations;
        var old = _before.Locations.ToDictionary(location => location.Id);
        Compare(_before.Locations.Select(PlaceNode.Of), [.. after.Select(PlaceNode.Of)]);
        foreach (var location in after)
        {
            CompareTenants(location.Id, old.GetValueOrDefault(location.Id)?.Tenants ?? [], location.Tenants);
        }
    }

    private void CompareTenants(Guid location, ImmutableArray<TenantEntry> before, ImmutableArray<TenantEntry> after)
    {
        Compare(before.Select(tenant => PlaceNode.Of(location, tenant)), [.. after.Select(tenant => PlaceNode.Of(location, tenant))]);
        var old = before.Select(tenant => tenant.Id).ToHashSet();
        foreach (var tenant in after)
        {
            if (_change.Tenants.GetValueOrDefault(tenant.Id) is { } content)
            {
                CompareContents(tenant.Id, old.Contains(tenant.Id) ? _before.Content(tenant.Id) : new TenantContent([], 0, []), content);
            }
        }
    }

    private void CompareContents(Guid tenant, TenantContent before, TenantContent after)
    {
        Compare(
            before.Statuses.Select(status => PlaceNode.Of(tenant, status)),
            [.. after.Statuses.Select(status => PlaceNode.Of(tenant, status))]);
        Compare(
            before.Extensions.Select(extension => PlaceNode.Of(tenant, extension)),
            [.. after.Extensions.Select(extension => PlaceNode.Of(tenant, extension))]);
    }

    /// <summary>Siblings: those with a number of their own by that, except new ones, which keep their order.</summary>
    private void Compare(IEnumerable<PlaceNode> before, List<PlaceNode> after)
    {
        var old = before.ToDictionary(node => node.Id);
        Tell(DirectoryDeltaKind.Added, after.Where(node => !old.ContainsKey(node.Id)));
        var kept = after.Where(node => old.ContainsKey(node.Id)).ToList();
        Tell(DirectoryDeltaKind.Renamed, Ordered(kept.Where(node => old[node.Id].Values.Name != node.Values.Name)));
        Tell(DirectoryDeltaKind.Altered, Ordered(kept.Where(node => IsAltered(old[node.Id].Values, node.Values))));
        Tell(DirectoryDeltaKind.Given, Ordered(kept.Where(node => node.GivenUnder != old[node.Id].GivenUnder)));
        foreach (var node in after)
        {
            old.Remove(node.Id);
        }

        Tell(DirectoryDeltaKind.Removed, Ordered(old.Values));
    }

    private static bool IsAltered(PlaceValues before, PlaceValues after) => before.Name == after.Name && before != after;

    private static IEnumerable<PlaceNode> Ordered(IEnumerable<PlaceNode> nodes)
    {
        return nodes.OrderBy(node => node.Kind == PlaceKind.Extension ? node.Values.Name : "", ExtensionNumbers.Order);
    }

    private void Tell(DirectoryDeltaKind kind, IEnumerable<PlaceNode> nodes) =>
        _steps[(int)kind].AddRange(nodes.Select(node => node.Tell(kind)));
}

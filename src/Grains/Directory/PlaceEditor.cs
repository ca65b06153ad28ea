using System.Collections.Immutable;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Grains.Accounts;

namespace EventPlatform.Grains.Directory;

/// <summary>
/// What an edit of one place would do, or why not: what is addressed, what the caller takes it to be, its values, then what others have.
/// </summary>
internal sealed class PlaceEditor(PlaceBook places, AccountBook accounts, long number, IIdSource ids)
{
    internal Outcome<PlacePlan> Plan(PlaceEdit edit) => edit.Action switch
    {
        PlaceAction.Add => PlanAdd(edit),
        PlaceAction.Change => PlanChange(edit),
        PlaceAction.Remove => PlanRemove(edit),
        _ => throw new InvalidOperationException($"Unhandled action {edit.Action}."),
    };

    private static PlaceKind? ParentKind(PlaceKind kind) => kind switch
    {
        PlaceKind.Location => null,
        PlaceKind.Tenant => PlaceKind.Location,
        _ => PlaceKind.Tenant,
    };

    private static bool HasDetail(PlaceKind kind) => kind is PlaceKind.Status or PlaceKind.Extension;

    private static bool IsAvailable(PlaceNode node) => node is { Kind: PlaceKind.Status, StatusNumber: 0 };

    private static Refusal OfAvailable(string field) =>
        new(RefusalKind.Conflict, field, $"'{StatusTypes.Available}' cannot be changed, removed or added again");

    private Outcome<PlacePlan> PlanAdd(PlaceEdit edit)
    {
        if (!HasParent(edit))
        {
            return new Refusal(RefusalKind.NotFound, "parent");
        }

        var values = new PlaceValues(edit.Values?.Name ?? "", HasDetail(edit.Kind) ? edit.Values?.Detail : null);
        if (edit.Id == Guid.Empty)
        {
            return new Refusal(RefusalKind.Invalid, "id", "must not be zero");
        }

        if (PlaceRules.Check(edit.Kind, values) is { } wrong)
        {
            return wrong;
        }

        if (edit.Kind == PlaceKind.Extension)
        {
            values = values with { Detail = values.Detail ?? values.Name };
        }

        var siblings = Siblings(edit.Kind, edit.Parent);
        if (edit is { Kind: PlaceKind.Status } && values.Name == StatusTypes.Available)
        {
            return OfAvailable("name");
        }

        if (siblings.Any(sibling => sibling.Values.Name == values.Name))
        {
            return new Refusal(RefusalKind.Taken, "name");
        }

        var id = edit.Id ?? ids.NewId();
        if (places.Has(id) || accounts.Find(id) is not null)
        {
            return new Refusal(RefusalKind.Taken, "id");
        }

        if (edit.Kind == PlaceKind.Extension && siblings.Count >= PlaceRules.ExtensionsMax)
        {
            return new Refusal(RefusalKind.Full, "extensions", $"a tenant has at most {PlaceRules.ExtensionsMax}");
        }

        return new PlacePlan(id, values, Tell(Add(edit.Kind, edit.Parent, id, values)));
    }

    private Outcome<PlacePlan> PlanChange(PlaceEdit edit)
    {
        var found = FindExpected(edit);
        if (!found.IsOk)
        {
            return found.Refusal;
        }

        var before = found.Value;
        var after = new PlaceValues(
            edit.Values?.Name ?? before.Values.Name,
            HasDetail(edit.Kind) ? edit.Values?.Detail ?? before.Values.Detail : null);
        if (PlaceRules.Check(edit.Kind, after) is { } wrong)
        {
            return wrong;
        }

        if (after == before.Values)
        {
            return new PlacePlan(before.Id, after, null);
        }

        if (IsAvailable(before))
        {
            return OfAvailable(after.Name != before.Values.Name ? "name" : "detail");
        }

        return Siblings(edit.Kind, before.Parent).Any(sibling => sibling.Id != before.Id && sibling.Values.Name == after.Name)
            ? new Refusal(RefusalKind.Taken, "name")
            : new PlacePlan(before.Id, after, Tell(Replace(before, after)));
    }

    private Outcome<PlacePlan> PlanRemove(PlaceEdit edit)
    {
        var found = FindExpected(edit);
        if (!found.IsOk)
        {
            return found.Refusal;
        }

        return IsAvailable(found.Value)
            ? OfAvailable("")
            : new PlacePlan(found.Value.Id, found.Value.Values, Tell(Remove(found.Value)));
    }

    private bool HasParent(PlaceEdit edit) =>
        ParentKind(edit.Kind) is not { } kind || (edit.Parent is { } parent && places.Find(parent)?.Kind == kind);

    private Outcome<PlaceNode> FindExpected(PlaceEdit edit)
    {
        if (!HasParent(edit))
        {
            return new Refusal(RefusalKind.NotFound, "parent");
        }

        var parent = edit.Kind == PlaceKind.Location ? null : edit.Parent;
        if (edit.Id is not { } id || places.Find(id) is not { } place || place.Kind != edit.Kind || place.Parent != parent)
        {
            return new Refusal(RefusalKind.NotFound);
        }

        var node = Siblings(edit.Kind, parent).First(sibling => sibling.Id == id);
        var isExpected = edit.Expected is not { } expected
            || (expected.Name == node.Values.Name && (node.Values.Detail is null || expected.Detail == node.Values.Detail));
        return isExpected ? node : new Refusal(RefusalKind.Conflict, "expected");
    }

    private List<PlaceNode> Siblings(PlaceKind kind, Guid? parent) => kind switch
    {
        PlaceKind.Location => [.. places.Locations.Select(PlaceNode.Of)],
        PlaceKind.Tenant => [.. places.Location(parent!.Value).Tenants.Select(tenant => PlaceNode.Of(parent.Value, tenant))],
        PlaceKind.Status => [.. places.Content(parent!.Value).Statuses.Select(status => PlaceNode.Of(parent.Value, status))],
        _ => [.. places.Content(parent!.Value).Extensions.Select(extension => PlaceNode.Of(parent.Value, extension))],
    };

    private DirectoryChange Tell(DirectoryChange change)
    {
        change.Places = DirectoryDifference.Of(places, change);
        Unbinding.Plan(places, accounts, change);
        return change;
    }

    private DirectoryChange Add(PlaceKind kind, Guid? parent, Guid id, PlaceValues values)
    {
        switch (kind)
        {
            case PlaceKind.Location:
                return Root([.. places.Locations, new LocationEntry(id, values.Name, [])]);
            case PlaceKind.Tenant:
                return Root(
                    InLocation(parent!.Value, tenants => tenants.Add(new TenantEntry(id, values.Name))),
                    (id, TenantContents.New(ids.NewId())));
            case PlaceKind.Status:
                return InTenant(parent!.Value, content => content with
                {
                    Statuses = content.Statuses.Add(new StatusEntry(content.NextStatusNumber, id, values.Name, values.Detail!)),
                    NextStatusNumber = content.NextStatusNumber + 1,
                });
            default:
                var extension = new DocumentExtension(id, values.Name, values.Detail!, number, ExtensionState.Initial);
                return InTenant(parent!.Value, content => content with { Extensions = content.Extensions.Add(extension) });
        }
    }

    private DirectoryChange Replace(PlaceNode node, PlaceValues values)
    {
        switch (node.Kind)
        {
            case PlaceKind.Location:
                return Root([.. places.Locations.Select(one => one.Id == node.Id ? one with { Name = values.Name } : one)]);
            case PlaceKind.Tenant:
                return Root(InLocation(
                    node.Parent!.Value,
                    tenants => [.. tenants.Select(one => one.Id == node.Id ? one with { Name = values.Name } : one)]));
            case PlaceKind.Status:
                return InTenant(node.Parent!.Value, content => content with
                {
                    Statuses =
                    [
                        .. content.Statuses.Select(one => one.Id == node.Id ? one with { Name = values.Name, Type = values.Detail! } : one),
                    ],
                });
            default:
                return InTenant(node.Parent!.Value, content => content with
                {
                    Extensions =
                    [
                        .. content.Extensions.Select(one =>
                            one.Id == node.Id ? one with { Number = values.Name, DisplayName = values.Detail! } : one),
                    ],
                });
        }
    }

    private DirectoryChange Remove(PlaceNode node)
    {
        switch (node.Kind)
        {
            case PlaceKind.Location:
                var gone = places.Location(node.Id).Tenants.Select(tenant => (tenant.Id, (TenantContent?)null));
                return Root([.. places.Locations.Where(one => one.Id != node.Id)], [.. gone]);
            case PlaceKind.Tenant:
                return Root(
                    InLocation(node.Parent!.Value, tenants => tenants.RemoveAll(one => one.Id == node.Id)),
                    (node.Id, null));
            case PlaceKind.Status:
                return InTenant(
                    node.Parent!.Value,
                    content => content with { Statuses = content.Statuses.RemoveAll(one => one.Id == node.Id) });
            default:
                return InTenant(
                    node.Parent!.Value,
                    content => content with { Extensions = content.Extensions.RemoveAll(one => one.Id == node.Id) });
        }
    }

    private DirectoryChange Root(List<LocationEntry> locations, params (Guid Id, TenantContent? Content)[] tenants) => new(number)
    {
        Locations = locations,
        Tenants = tenants.ToDictionary(tenant => tenant.Id, tenant => tenant.Content),
    };

    private DirectoryChange InTenant(Guid tenant, Func<TenantContent, TenantContent> change) => new(number)
    {
        Tenants = new Dictionary<Guid, TenantContent?> { [tenant] = change(places.Content(tenant)) },
    };

    private List<LocationEntry> InLocation(Guid location, Func<ImmutableArray<TenantEntry>, ImmutableArray<TenantEntry>> change) =>
        [.. places.Locations.Select(one => one.Id == location ? one with { Tenants = change(one.Tenants) } : one)];
}

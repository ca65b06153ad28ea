using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Grains.Directory;

/// <summary>
/// The states that a document gives to extensions that are there. An extension is given state as a whole, so the fields that the document
/// leaves out are given as they are, and one of which no given field differs is given nothing.
/// </summary>
internal static class ImportStates
{
    /// <summary>The documents of the plan that differ from what is there, with states; null: the tenant goes.</summary>
    internal static Dictionary<Guid, TenantContent?> Give(
        ImportPlan plan, PlaceBook places, IReadOnlyDictionary<Guid, TenantSnapshot> present, long number)
    {
        var differing = new Dictionary<Guid, TenantContent?>();
        foreach (var (tenant, planned) in plan.Tenants)
        {
            var content = planned is not null && plan.Given.TryGetValue(tenant, out var given)
                ? Give(planned, given, present[tenant], number, _ => false)
                : planned;
            if (content is null || places.Find(tenant) is null || Differ(places.Content(tenant), content))
            {
                differing.Add(tenant, content);
            }
        }

        return differing;
    }

    /// <summary>The same with other states than before; what was given stays given, so that the plan stays the same otherwise.</summary>
    internal static TenantContent GiveAgain(
        TenantContent given, TenantContent planned, Dictionary<Guid, GivenState> states, TenantSnapshot present, long number)
    {
        var before = given.Extensions.Where(extension => extension.GivenUnder == number).Select(extension => extension.Id).ToHashSet();
        return Give(planned, states, present, number, before.Contains);
    }

    private static TenantContent Give(
        TenantContent content,
        Dictionary<Guid, GivenState> given,
        TenantSnapshot present,
        long number,
        Func<Guid, bool> isGivenAnyway)
    {
        var states = present.Extensions.ToDictionary(extension => extension.Id, extension => extension.State);
        var statuses = content.Statuses.Select(status => status.Number).ToHashSet();
        return content with
        {
            Extensions = [.. content.Extensions.Select(extension =>
            {
                if (!given.TryGetValue(extension.Id, out var state))
                {
                    return extension;
                }

                var before = states[extension.Id];
                var after = state.Over(before);
                return after == before && !isGivenAnyway(extension.Id)
                    ? extension
                    : extension with
                    {
                        GivenUnder = number,

                        // A status that goes away in this same change reads as Available.
                        Given = statuses.Contains(after.Status) ? after : after with { Status = 0 },
                    };
            })],
        };
    }

    private static bool Differ(TenantContent before, TenantContent after) =>
        !before.Statuses.SequenceEqual(after.Statuses) || !before.Extensions.SequenceEqual(after.Extensions);
}

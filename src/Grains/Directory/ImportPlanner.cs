using System.Collections.Immutable;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Grains.Accounts;

namespace EventPlatform.Grains.Directory;

/// <summary>
/// Checks a whole directory document before anything changes (docs/protocols/live-api.md, 3): a plan, or the first thing wrong. A list that
/// is given is the whole truth, one that is absent leaves what is there.
/// </summary>
internal sealed class ImportPlanner
{
    private readonly PlaceBook _places;
    private readonly ImportNames _names;
    private readonly ImportPlan _plan;
    private readonly ImportTenants _tenants;

    private ImportPlanner(PlaceBook places, ImportNames names, long number)
    {
        _places = places;
        _names = names;
        _plan = new ImportPlan(names);
        _tenants = new ImportTenants(names, _plan, number);
    }

    /// <param name="document">The document.</param>
    /// <param name="reservedUser">A user name that no account may get, or null.</param>
    /// <param name="places">The places as they are.</param>
    /// <param name="accounts">The accounts as they are.</param>
    /// <param name="number">The number of this change: the version of every tenant's document.</param>
    /// <param name="ids">Where ids come from that the document does not give.</param>
    internal static Outcome<ImportPlan> Plan(
        DirectoryDocument document, string? reservedUser, PlaceBook places, AccountBook accounts, long number, IIdSource ids)
    {
        var names = new ImportNames(places, accounts, ids);
        var planner = new ImportPlanner(places, names, number);
        planner.PlanLocations(document.Locations);
        if (names.Refusal is null)
        {
            new ImportAccounts(names, accounts, planner.ExtensionsAfter(), reservedUser, number).Plan(document.Users, planner._plan);
        }

        return names.Refusal is { } refusal ? refusal : planner._plan;
    }

    private void PlanLocations(ImmutableArray<LocationDocument>? listed)
    {
        if (listed is not { } documents)
        {
            _plan.Locations.AddRange(_places.Locations);
            return;
        }

        var there = ImportMatch.Of(
            _places.Locations, [.. documents.Select(document => (document.Id, document.Name))], one => (one.Id, one.Name));
        var siblings = new HashSet<string>(StringComparer.Ordinal);
        var after = new List<LocationEntry>();
        for (var index = 0; index < documents.Length && _names.Refusal is null; index++)
        {
            var path = $"locations[{index}]";
            var (document, before) = (documents[index], there[index]);
            _names.TakeName($"{path}.name", document.Name, siblings);
            var id = _names.TakePlace(path, document.Id, before?.Id, PlaceKind.Location, null);
            if (before is null)
            {
                _plan.Add(id);
            }

            after.Add(new LocationEntry(id, document.Name, PlanTenants($"{path}.tenants", id, document.Tenants, before?.Tenants ?? [])));
        }

        if (_names.Refusal is null)
        {
            _plan.Locations.AddRange(ImportMatch.Ordered(_places.Locations, after, one => one.Id));
            Remove(_places.Locations.Except(there.OfType<LocationEntry>()).SelectMany(location => location.Tenants));
        }
    }

    private ImmutableArray<TenantEntry> PlanTenants(
        string path, Guid location, ImmutableArray<TenantDocument>? listed, ImmutableArray<TenantEntry> entries)
    {
        if (listed is not { } documents)
        {
            return entries;
        }

        var there = ImportMatch.Of(entries, [.. documents.Select(document => (document.Id, document.Name))], one => (one.Id, one.Name));
        var siblings = new HashSet<string>(StringComparer.Ordinal);
        var after = new List<TenantEntry>();
        for (var index = 0; index < documents.Length && _names.Refusal is null; index++)
        {
            var at = $"{path}[{index}]";
            var (document, before) = (documents[index], there[index]);
            _names.TakeName($"{at}.name", document.Name, siblings);
            var id = _names.TakePlace(at, document.Id, before?.Id, PlaceKind.Tenant, location);
            if (_names.Refusal is null)
            {
                after.Add(new TenantEntry(id, document.Name));
                if (before is null)
                {
                    _plan.Add(id);
                }

                _plan.Tenants.Add(id, _tenants.Plan(at, document, id, before is null ? null : _places.Content(id)));
            }
        }

        if (_names.Refusal is not null)
        {
            return [];
        }

        Remove(entries.Except(there.OfType<TenantEntry>()));
        return [.. ImportMatch.Ordered(entries, after, one => one.Id)];
    }

    private void Remove(IEnumerable<TenantEntry> tenants)
    {
        foreach (var tenant in tenants)
        {
            _plan.Tenants.Add(tenant.Id, null);
        }
    }

    private HashSet<Guid> ExtensionsAfter()
    {
        var tenants = _plan.Locations.SelectMany(location => location.Tenants);
        var contents = tenants.Select(tenant => _plan.Tenants.GetValueOrDefault(tenant.Id) ?? _places.Content(tenant.Id));
        return [.. contents.SelectMany(content => content.Extensions).Select(extension => extension.Id)];
    }
}

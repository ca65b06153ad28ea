using System.Collections.Immutable;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;

namespace EventPlatform.Grains.Directory;

/// <summary>Checks a whole directory document for an empty store before anything changes: a plan, or the first thing wrong.</summary>
internal static class SeedPlanner
{
    /// <param name="document">The document.</param>
    /// <param name="version">The number of this change: the version of every tenant's document.</param>
    /// <param name="ids">Where ids come from that the document does not give.</param>
    internal static Outcome<SeedPlan> Plan(DirectoryDocument document, long version, IIdSource ids)
    {
        var plan = new SeedPlan();
        var names = new SeedNames(ids);
        var tenants = new SeedTenants(names, version);
        var locations = document.Locations ?? [];
        var siblings = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < locations.Length && names.Refusal is null; index++)
        {
            var path = $"locations[{index}]";
            names.TakeName($"{path}.name", locations[index].Name, siblings);
            var id = names.TakeId(path, locations[index].Id);
            var entries = PlanTenants($"{path}.tenants", locations[index].Tenants ?? [], tenants, names, plan);
            plan.Locations.Add(new LocationEntry(id, locations[index].Name, entries));
        }

        new SeedAccounts(names, tenants.Extensions, version).Plan(document.Users ?? [], plan);
        return names.Refusal is { } refusal ? refusal : plan;
    }

    private static ImmutableArray<TenantEntry> PlanTenants(
        string path, ImmutableArray<TenantDocument> documents, SeedTenants tenants, SeedNames names, SeedPlan plan)
    {
        var siblings = new HashSet<string>(StringComparer.Ordinal);
        var entries = ImmutableArray.CreateBuilder<TenantEntry>();
        for (var index = 0; index < documents.Length && names.Refusal is null; index++)
        {
            var at = $"{path}[{index}]";
            names.TakeName($"{at}.name", documents[index].Name, siblings);
            var id = names.TakeId(at, documents[index].Id);
            var content = tenants.Plan(at, documents[index]);
            if (names.Refusal is null)
            {
                entries.Add(new TenantEntry(id, documents[index].Name));
                plan.Tenants.Add(id, content);
            }
        }

        return entries.DrainToImmutable();
    }
}

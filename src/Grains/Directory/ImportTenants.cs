using System.Collections.Immutable;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Grains.Extensions;

namespace EventPlatform.Grains.Directory;

/// <summary>The tenants of a document: statuses numbered, new extensions with the state that the document gives them.</summary>
internal sealed class ImportTenants(ImportNames names, ImportPlan plan, long number)
{
    private const string UsedTwice = "is used twice";

    /// <param name="path">Where it is in the document.</param>
    /// <param name="document">The tenant.</param>
    /// <param name="tenant">Its id.</param>
    /// <param name="before">What it has; null: it is new.</param>
    internal TenantContent Plan(string path, TenantDocument document, Guid tenant, TenantContent? before)
    {
        var there = before ?? new TenantContent([], 1, []);
        var next = there.NextStatusNumber;
        var statuses = PlanStatuses($"{path}.statuses", document.Statuses, tenant, there.Statuses, ref next);
        var known = there.Statuses.Select(status => status.Id).ToHashSet();
        foreach (var status in statuses.Where(status => !known.Contains(status.Id)))
        {
            plan.Add(status.Id);
        }

        var extensions = PlanExtensions($"{path}.extensions", document.Extensions, tenant, there.Extensions, statuses);
        return new TenantContent(statuses, next, extensions);
    }

    /// <summary>Every tenant has <c>Available</c>, first and under number 0, whether the document lists it or not.</summary>
    private ImmutableArray<StatusEntry> PlanStatuses(
        string path, ImmutableArray<StatusDocument>? listed, Guid tenant, ImmutableArray<StatusEntry> entries, ref int next)
    {
        if (listed is null && entries.Length > 0)
        {
            return entries;
        }

        var documents = listed ?? [];
        var there = ImportMatch.Of(entries, [.. documents.Select(document => (document.Id, document.Name))], one => (one.Id, one.Name));
        var siblings = new HashSet<string>(StringComparer.Ordinal);
        var available = entries.FirstOrDefault(entry => entry.Number == 0);
        var after = new List<StatusEntry>();
        for (var index = 0; index < documents.Length && names.Refusal is null; index++)
        {
            var at = $"{path}[{index}]";
            var (document, before) = (documents[index], there[index]);
            names.TakeName($"{at}.name", document.Name, siblings);
            names.CheckType(at, document);
            var id = names.TakePlace(at, document.Id, before?.Id, PlaceKind.Status, tenant);
            if (document.Name == StatusTypes.Available && entries.IsEmpty)
            {
                available = new StatusEntry(0, id, document.Name, document.Type);
            }
            else
            {
                CheckAvailable(at, document, before);
                after.Add(new StatusEntry(before?.Number ?? next++, id, document.Name, document.Type));
            }
        }

        available ??= new StatusEntry(
            0, names.TakePlace(path, null, null, PlaceKind.Status, tenant), StatusTypes.Available, StatusTypes.AvailableType);
        return names.Refusal is null
            ? [available, .. ImportMatch.Ordered(entries, after, one => one.Id).Where(status => status.Number != 0)]
            : [available];
    }

    /// <summary>The tenant's own <c>Available</c> stays what it is, so that no other status can have its name either.</summary>
    private void CheckAvailable(string path, StatusDocument document, StatusEntry? before)
    {
        if (before?.Number == 0)
        {
            var isSame = document.Name == StatusTypes.Available;
            names.RefuseIf($"{path}.name", isSame ? null : $"of '{StatusTypes.Available}' cannot be changed");
        }
        else if (document.Name == StatusTypes.Available)
        {
            names.Refuse($"{path}.name", UsedTwice);
        }
    }

    private ImmutableArray<DocumentExtension> PlanExtensions(
        string path,
        ImmutableArray<ExtensionDocument>? listed,
        Guid tenant,
        ImmutableArray<DocumentExtension> entries,
        ImmutableArray<StatusEntry> statuses)
    {
        if (listed is not { } documents)
        {
            return entries;
        }

        if (documents.Length > PlaceRules.ExtensionsMax)
        {
            names.Refuse(path, $"must have at most {PlaceRules.ExtensionsMax} elements");
        }

        var there = ImportMatch.Of(entries, [.. documents.Select(document => (document.Id, document.Number))], one => (one.Id, one.Number));
        var numbers = statuses.ToDictionary(status => status.Name, status => status.Number, StringComparer.Ordinal);
        var siblings = new HashSet<string>(StringComparer.Ordinal);
        var after = new List<DocumentExtension>();
        for (var index = 0; index < documents.Length && names.Refusal is null; index++)
        {
            var at = $"{path}[{index}]";
            var (document, before) = (documents[index], there[index]);
            names.TakeName($"{at}.extensionNumber", document.Number, siblings);
            names.RefuseIf($"{at}.displayName", document.DisplayName is null ? null : NameRules.CheckDisplayName(document.DisplayName));
            var given = PlanState(at, document, numbers);
            var id = names.TakePlace(at, document.Id, before?.Id, PlaceKind.Extension, tenant);
            if (names.Refusal is null)
            {
                after.Add(PlanExtension(tenant, id, document, before, given));
            }
        }

        return names.Refusal is null ? [.. ImportMatch.Ordered(entries, after, one => one.Id)] : [];
    }

    private DocumentExtension PlanExtension(
        Guid tenant, Guid id, ExtensionDocument document, DocumentExtension? before, GivenState given)
    {
        if (before is null)
        {
            plan.Add(id);
            return new DocumentExtension(
                id, document.Number, document.DisplayName ?? document.Number, number, given.Over(ExtensionState.Initial));
        }

        if (given is not { Status: null, Note: null, ReturnTime: null })
        {
            if (!plan.Given.TryGetValue(tenant, out var states))
            {
                plan.Given.Add(tenant, states = []);
            }

            states.Add(id, given);
        }

        return before with { Number = document.Number, DisplayName = document.DisplayName ?? before.DisplayName };
    }

    private GivenState PlanState(string path, ExtensionDocument document, Dictionary<string, int> numbers)
    {
        int? status = null;
        if (document.Status is { } name)
        {
            if (numbers.TryGetValue(name, out var found))
            {
                status = found;
            }
            else
            {
                names.Refuse($"{path}.status", "the tenant has no such status");
            }
        }

        names.RefuseIf($"{path}.note", document.Note is null ? null : NameRules.CheckNote(document.Note));
        names.RefuseIf($"{path}.returnTime", document.ReturnTime is { } returnTime ? ReturnTimeRules.Check(returnTime) : null);
        return new GivenState(status, document.Note, document.ReturnTime);
    }
}

using System.Collections.Immutable;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Grains.Extensions;

namespace EventPlatform.Grains.Directory;

/// <summary>The tenants of a document: statuses numbered, extensions with the state that the document gives them.</summary>
internal sealed class SeedTenants(SeedNames names, long version)
{
    internal const int ExtensionsMax = 10_000;

    /// <summary>All extensions of the document.</summary>
    internal HashSet<Guid> Extensions { get; } = [];

    internal TenantContent Plan(string path, TenantDocument tenant)
    {
        var statuses = PlanStatuses($"{path}.statuses", tenant.Statuses ?? []);
        var documents = tenant.Extensions ?? [];
        if (documents.Length > ExtensionsMax)
        {
            names.Refuse($"{path}.extensions", $"must have at most {ExtensionsMax} elements");
        }

        var siblings = new HashSet<string>(StringComparer.Ordinal);
        var extensions = ImmutableArray.CreateBuilder<DocumentExtension>(documents.Length);
        for (var index = 0; index < documents.Length && names.Refusal is null; index++)
        {
            var at = $"{path}.extensions[{index}]";
            names.TakeName($"{at}.extensionNumber", documents[index].Number, siblings);
            extensions.Add(PlanExtension(at, documents[index], statuses));
        }

        return new TenantContent(statuses, statuses.Length, extensions.DrainToImmutable());
    }

    /// <summary>Every tenant has <c>Available</c>, first and under number 0, whether the document lists it or not.</summary>
    private ImmutableArray<StatusEntry> PlanStatuses(string path, ImmutableArray<StatusDocument> documents)
    {
        var siblings = new HashSet<string>(StringComparer.Ordinal);
        var statuses = new List<StatusEntry>();
        StatusEntry? available = null;
        for (var index = 0; index < documents.Length; index++)
        {
            var at = $"{path}[{index}]";
            var document = documents[index];
            names.TakeName($"{at}.name", document.Name, siblings);
            names.CheckType(at, document);
            var id = names.TakeId(at, document.Id);
            if (document.Name == StatusTypes.Available)
            {
                available = new StatusEntry(0, id, document.Name, document.Type);
            }
            else
            {
                statuses.Add(new StatusEntry(statuses.Count + 1, id, document.Name, document.Type));
            }
        }

        available ??= new StatusEntry(0, names.TakeId(path, null), StatusTypes.Available, StatusTypes.AvailableType);
        return [available, .. statuses];
    }

    private DocumentExtension PlanExtension(string path, ExtensionDocument document, ImmutableArray<StatusEntry> statuses)
    {
        var displayName = document.DisplayName ?? document.Number;
        names.RefuseIf($"{path}.displayName", displayName is null ? null : NameRules.CheckDisplayName(displayName));
        var status = statuses.FirstOrDefault(entry => entry.Name == (document.Status ?? StatusTypes.Available));
        names.RefuseIf($"{path}.status", status is null ? "the tenant has no such status" : null);
        names.RefuseIf($"{path}.note", document.Note is null ? null : NameRules.CheckNote(document.Note));
        var returnTime = document.ReturnTime ?? ReturnTimeRules.None;
        names.RefuseIf($"{path}.returnTime", ReturnTimeRules.Check(returnTime));
        var id = names.TakeId(path, document.Id);
        Extensions.Add(id);
        var given = new ExtensionState(status?.Number ?? 0, document.Note ?? "", returnTime);
        return new DocumentExtension(id, document.Number, displayName ?? "", version, given);
    }
}

using System.Text.Json.Nodes;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>PUT of the directory document (docs/protocols/live-api.md, 3; docs/protocols/status-interface.md, 3).</summary>
internal sealed class ModelImport
{
    private readonly ModelDirectory _directory;
    private readonly Func<string, string> _newId;
    private readonly ImportReader _document = new();
    private readonly ImportReport _report;
    private readonly HashSet<ModelPlace> _added = [];
    private readonly HashSet<ModelPlace> _renamed = [];

    private ModelImport(ModelDirectory directory, bool isTrial, Func<string, string> newId)
    {
        _directory = directory;
        _newId = newId;
        _report = new ImportReport(isTrial, _document);
    }

    /// <returns>Answers of which one must come.</returns>
    internal static string[] Put(ModelDirectory directory, JsonNode? body, bool isTrial, Func<string, string> newId)
    {
        if (body is not JsonObject members)
        {
            return ["422 body"];
        }

        var import = new ModelImport(isTrial ? directory.Copy() : directory, isTrial, newId);
        return import.Run(members);
    }

    private IEnumerable<ImportEntry> Entries => (_document.Locations ?? []).SelectMany(entry => entry.All());

    private string[] Run(JsonObject document)
    {
        _document.Read(document);
        new ImportMatching(_directory, _document.Wrong).Match(_document);
        if (_document.Wrong.Count > 0)
        {
            return Answers.Refused(422, _document.Wrong);
        }

        var users = new ImportUsers(_directory, _document, _report, _newId);
        var tenants = _directory.Tenants.ToDictionary(tenant => tenant, tenant => tenant.Statuses.ToList());
        Remove(_document.Locations, _directory.Locations);
        RemoveBelow();
        users.Apply();
        Rename(_directory.Locations);
        _directory.Locations.ForEach(RenameBelow);
        foreach (var entry in Entries.ToList())
        {
            Add(entry);
        }

        users.Report();
        Change(tenants);
        return [$"200 {_report.Text()}"];
    }

    /// <summary>
    /// The order among removals, and among renames, is open but for parents and children; this is the product's: a location's tenants,
    /// then what is in them, then the next location's.
    /// </summary>
    private void RemoveBelow()
    {
        var entries = Entries.Where(entry => entry.Place is not null).ToDictionary(entry => entry.Place!);
        foreach (var location in _directory.Locations)
        {
            if (!entries.TryGetValue(location, out var given))
            {
                continue;
            }

            Remove(given.Lists.GetValueOrDefault(ModelKind.Tenant), location.Tenants);
            foreach (var tenant in location.Tenants)
            {
                if (entries.TryGetValue(tenant, out var entry))
                {
                    Remove(entry.Lists.GetValueOrDefault(ModelKind.Status), tenant.Statuses);
                    Remove(entry.Lists.GetValueOrDefault(ModelKind.Extension), tenant.ByNumber);
                }
            }
        }
    }

    private void Remove(List<ImportEntry>? given, IEnumerable<ModelPlace> siblings)
    {
        if (given is null)
        {
            return;
        }

        var kept = given.Select(entry => entry.Place).ToHashSet();
        foreach (var place in siblings.Where(place => !kept.Contains(place) && !place.IsAvailable).ToList())
        {
            _directory.Remove(place);
            _report.Add("removed", place.Kind, place.Id, () => place.Path);
        }
    }

    private void Rename(IEnumerable<ModelPlace> siblings)
    {
        var entries = Entries.Where(entry => entry.Place is not null).ToDictionary(entry => entry.Place!);
        var renamed = siblings.Where(place => entries.ContainsKey(place) && entries[place].Name != place.Name).ToList();
        foreach (var place in renamed.OrderBy(place => place.Kind == ModelKind.Extension ? entries[place].Name : "", NumberOrder.Instance))
        {
            // A new detail is part of the rename.
            place.Detail = entries[place].Detail ?? place.Detail;
            _directory.Rename(place, entries[place].Name);
            _renamed.Add(place);
            _report.Add("renamed", place.Kind, place.Id, () => place.Path);
        }
    }

    private void RenameBelow(ModelPlace location)
    {
        Rename(location.Tenants);
        foreach (var tenant in location.Tenants)
        {
            Rename(tenant.Statuses);
            Rename(tenant.Extensions);
        }
    }

    private void Add(ImportEntry entry)
    {
        if (entry.Place is not null)
        {
            return;
        }

        var parent = entry.Parent?.Place;
        if (entry.Kind == ModelKind.Status && entry.Name == ModelPlace.Available)
        {
            entry.Place = parent!.Statuses[0];
            return;
        }

        var path = string.Join('/', [.. parent?.Path ?? [], entry.Name]);
        var available = entry.Lists.GetValueOrDefault(ModelKind.Status)?.Find(status => status.Name == ModelPlace.Available)?.Id;
        var detail = entry.Detail ?? (entry.Kind == ModelKind.Extension ? entry.Name : null);
        var id = entry.Id ?? (_report.IsTrial ? null : _newId($"{entry.Kind} {path}"));
        var place = _directory.Add(entry.Kind, parent, id ?? $"?{path}", entry.Name, detail, available ?? $"?{path}");
        entry.Place = place;
        _report.Add("added", place.Kind, id, () => place.Path);
        if (place.Kind == ModelKind.Extension)
        {
            place.Status = parent!.Statuses.Find(status => status.Name == entry.Status) ?? place.Status;
            (place.Note, place.ReturnTime) = (entry.Note ?? "", entry.ReturnTime ?? ModelPlace.NoReturnTime);
        }

        _directory.Events.Add(ModelEvent.OfPlace(place, "Added", _directory.UserOf(place)));
        _added.Add(place);
    }

    /// <summary>Fields of what was there: types and display names without an event, states with theirs.</summary>
    private void Change(Dictionary<ModelPlace, List<ModelPlace>> statusesBefore)
    {
        var entries = Entries.ToDictionary(entry => entry.Place!);
        foreach (var place in _directory.Places.Where(place => place.Kind == ModelKind.Status && !_added.Contains(place)))
        {
            if (entries.GetValueOrDefault(place)?.Detail is { } detail && detail != place.Detail)
            {
                place.Detail = detail;
                _report.Add("changed", place.Kind, place.Id, () => place.Path);
            }
        }

        foreach (var extension in _directory.Extensions.Where(place => !_added.Contains(place)).ToList())
        {
            ChangeExtension(extension, entries.GetValueOrDefault(extension), statusesBefore[extension.Parent!]);
        }
    }

    private void ChangeExtension(ModelPlace extension, ImportEntry? entry, List<ModelPlace> statusesBefore)
    {
        var statuses = extension.Parent!.Statuses;
        var given = statuses.Find(each => each.Name == entry?.Status);
        var isLost = !statuses.Contains(extension.Status);
        if (isLost && given?.Name == extension.Status.Name && !statusesBefore.Contains(given))
        {
            throw new UnspecifiedException("a status that gives way to another of its name");
        }

        // What a removed status makes of an extension is not reported: only what the document gives.
        var isChanged = (given ?? extension.Status) != extension.Status
            || (entry?.Note ?? extension.Note) != extension.Note
            || (entry?.ReturnTime ?? extension.ReturnTime) != extension.ReturnTime
            || (entry?.Detail ?? extension.Detail) != extension.Detail;
        if (isChanged && !_renamed.Contains(extension))
        {
            _report.Add("changed", extension.Kind, extension.Id, () => extension.Path);
        }

        extension.Detail = entry?.Detail ?? extension.Detail;
        _directory.Set(extension, given ?? (isLost ? statuses[0] : null), entry?.Note, entry?.ReturnTime);
    }
}

using System.Text.Json.Nodes;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>PUT of the directory document (docs/protocols/live-api.md, 3; docs/protocols/status-interface.md, 3).</summary>
internal sealed class ModelImport
{
    private readonly ModelDirectory _directory;
    private readonly Func<string, string> _newId;
    private readonly ImportReader _document = new();
    private readonly ImportReport _report;
    private readonly Dictionary<ModelPlace, ModelPlace> _former = [];

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
        if (_document.Wrong.Count == 0)
        {
            new ImportMatching(_directory, _document.Wrong).Match(_document);
        }

        if (_document.Wrong.Count > 0)
        {
            return Answers.Refused(422, _document.Wrong);
        }

        var tenants = _directory.Tenants.ToDictionary(tenant => tenant, tenant => tenant.Statuses.ToList());
        Remove(_document.Locations, _directory.Locations);
        WalkTenants((entry, _) => Remove(entry.Lists.GetValueOrDefault(ModelKind.Tenant), entry.Place!.Tenants), ModelKind.Location);
        WalkTenants(RemoveContents, ModelKind.Tenant);
        var users = new ImportUsers(_directory, _document, _report, _newId);
        users.Apply();
        Rename(_directory.Locations);
        _directory.Locations.ForEach(location => Rename(location.Tenants));
        RenameContents();
        foreach (var entry in Entries.ToList())
        {
            Add(entry);
        }

        users.Report();
        Change(tenants);
        return [$"200 {_report.Text()}"];
    }

    /// <summary>Entries of places that were there, in the order of the directory.</summary>
    private void WalkTenants(Action<ImportEntry, ModelPlace> visit, ModelKind kind)
    {
        var entries = Entries.Where(entry => entry.Kind == kind && entry.Place is not null).ToDictionary(entry => entry.Place!);
        foreach (var place in _directory.Places.Where(place => place.Kind == kind).ToList())
        {
            if (entries.TryGetValue(place, out var entry))
            {
                visit(entry, place);
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

    private void RemoveContents(ImportEntry entry, ModelPlace tenant)
    {
        Remove(entry.Lists.GetValueOrDefault(ModelKind.Status), tenant.Statuses);
        Remove(entry.Lists.GetValueOrDefault(ModelKind.Extension), tenant.ByNumber);
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
            _report.Add("renamed", place.Kind, place.Id, () => place.Path);
        }
    }

    private void RenameContents()
    {
        foreach (var tenant in _directory.Tenants.ToList())
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
        _former[place] = place;
    }

    /// <summary>Fields of what was there: types and display names without an event, states with theirs.</summary>
    private void Change(Dictionary<ModelPlace, List<ModelPlace>> statusesBefore)
    {
        var entries = Entries.ToDictionary(entry => entry.Place!);
        foreach (var place in _directory.Places.Where(place => place.Kind == ModelKind.Status && !_former.ContainsKey(place)))
        {
            if (entries.GetValueOrDefault(place)?.Detail is { } detail && detail != place.Detail)
            {
                place.Detail = detail;
                _report.Add("changed", place.Kind, place.Id, () => place.Path);
            }
        }

        foreach (var extension in _directory.Extensions.Where(place => !_former.ContainsKey(place)).ToList())
        {
            ChangeExtension(extension, entries.GetValueOrDefault(extension), statusesBefore[extension.Parent!]);
        }
    }

    private void ChangeExtension(ModelPlace extension, ImportEntry? entry, List<ModelPlace> statusesBefore)
    {
        var statuses = extension.Parent!.Statuses;
        var isLost = !statuses.Contains(extension.Status);
        var status = statuses.Find(each => each.Name == entry?.Status) ?? (isLost ? statuses[0] : null);
        if (isLost && status!.Name == extension.Status.Name && !statusesBefore.Contains(status))
        {
            throw new UnspecifiedException("a status that gives way to another of its name");
        }

        var before = (extension.Status, extension.Note, extension.ReturnTime, extension.Detail);
        extension.Detail = entry?.Detail ?? extension.Detail;
        _directory.Set(extension, status, entry?.Note, entry?.ReturnTime);
        if (before != (extension.Status, extension.Note, extension.ReturnTime, extension.Detail))
        {
            _report.Add("changed", extension.Kind, extension.Id, () => extension.Path);
        }
    }
}

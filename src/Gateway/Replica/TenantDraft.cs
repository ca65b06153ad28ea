using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Gateway.Replica;

/// <summary>A tenant while a change is walked through; statuses and extensions are copied when the first of them changes.</summary>
/// <param name="location">Where it is.</param>
/// <param name="view">As it was before the change; null when it is new.</param>
/// <param name="id">Its id.</param>
/// <param name="name">Its name.</param>
/// <param name="epoch">Of a new one: the epoch of its changes.</param>
internal sealed class TenantDraft(LocationDraft location, TenantView? view, Guid id, string name, long epoch = 0)
{
    private List<StatusEntry>? _statuses;
    private Dictionary<Guid, ExtensionEntry>? _extensions;

    internal LocationDraft Location => location;

    internal Guid Id => id;

    /// <summary>Its name at this step.</summary>
    internal string Name { get; set; } = name;

    /// <summary>The document that its view shows; 0 when it is new.</summary>
    internal long DocumentVersion => view?.DocumentVersion ?? 0;

    internal PlaceValues? Status(Guid status) =>
        Statuses.Find(entry => entry.Id == status) is { } found ? new PlaceValues(found.Name, found.Type) : null;

    internal PlaceValues? Extension(Guid extension) =>
        Extensions.TryGetValue(extension, out var found) ? new PlaceValues(found.Number, found.DisplayName) : null;

    internal void Put(StatusEntry status)
    {
        var index = Statuses.FindIndex(entry => entry.Id == status.Id);
        if (index >= 0)
        {
            Statuses[index] = status;
        }
        else
        {
            Statuses.Add(status);
        }
    }

    /// <param name="extension">The extension.</param>
    /// <param name="values">Its number and display name.</param>
    /// <param name="state">The state that the document gives it, null: it keeps its own.</param>
    internal void Put(Guid extension, PlaceValues values, ExtensionState? state)
    {
        var before = Extensions.GetValueOrDefault(extension);
        Extensions[extension] = new ExtensionEntry(
            extension, values.Name, values.Detail ?? values.Name, state ?? before?.State ?? ExtensionState.Initial, before?.Rank ?? 0);
    }

    internal void RemoveStatus(Guid status) => Statuses.RemoveAll(entry => entry.Id == status);

    internal void RemoveExtension(Guid extension) => Extensions.Remove(extension);

    /// <summary>As it is after the change; the view that was there when nothing in it is new.</summary>
    /// <param name="parent">The location as it is after the change.</param>
    /// <param name="number">The change's number, by which the documents that it changed are known.</param>
    internal TenantView Build(LocationView parent, long number)
    {
        if (_statuses is null && _extensions is null && view is not null)
        {
            var isSame = ReferenceEquals(view.Location, parent) && view.Name == Name;
            return isSame ? view : new TenantView(id, Name, parent, view.Look());
        }

        var numbers = Statuses.Select(status => status.Number).ToHashSet();
        IEnumerable<ExtensionEntry> ordered = _extensions is null && view is not null
            ? view.Look().Extensions
            : Extensions.Values.OrderBy(extension => extension.Number, ExtensionNumbers.Order);
        var extensions = ordered.Select(extension => numbers.Contains(extension.State.Status) ? extension : WithoutStatus(extension));

        var snapshot = new TenantSnapshot(view?.Number ?? new ChangeNumber(epoch, 0), number, [.. Statuses], [.. extensions]);
        return new TenantView(id, Name, parent, snapshot);
    }

    private List<StatusEntry> Statuses => _statuses ??= [.. view?.Statuses ?? []];

    private Dictionary<Guid, ExtensionEntry> Extensions => _extensions ??=
        view?.Look().Extensions.ToDictionary(extension => extension.Id) ?? [];

    private static ExtensionEntry WithoutStatus(ExtensionEntry extension) =>
        extension with { State = extension.State with { Status = 0 } };
}

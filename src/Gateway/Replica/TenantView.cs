using System.Collections.Immutable;
using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Gateway.Replica;

/// <summary>A tenant: names and statuses are fixed, its extensions' states change under <see cref="ReplicaStore.Gate"/>.</summary>
internal sealed class TenantView
{
    private readonly ExtensionView[] _extensions;
    private readonly Dictionary<Guid, int> _byId;
    private readonly Dictionary<string, int> _byNumber;

    internal TenantView(Guid id, string name, LocationView location, TenantSnapshot snapshot)
    {
        Id = id;
        Name = name;
        Location = location;
        Number = snapshot.Number;
        DocumentVersion = snapshot.DocumentVersion;
        Statuses = snapshot.Statuses;
        _extensions =
        [
            .. snapshot.Extensions.Select(entry =>
                new ExtensionView(entry.Id, entry.Number, entry.DisplayName, this, entry.State, entry.Rank)),
        ];
        _byId = new Dictionary<Guid, int>(_extensions.Length);
        _byNumber = new Dictionary<string, int>(_extensions.Length, StringComparer.Ordinal);
        for (var index = 0; index < _extensions.Length; index++)
        {
            _byId.Add(_extensions[index].Id, index);
            _byNumber.Add(_extensions[index].Number, index);
        }
    }

    public Guid Id { get; }

    public string Name { get; }

    public LocationView Location { get; }

    /// <summary>In the order they were added, <c>Available</c> first.</summary>
    public ImmutableArray<StatusEntry> Statuses { get; }

    /// <summary>The last change that this view shows.</summary>
    internal ChangeNumber Number { get; set; }

    /// <summary>The number of the directory's change that made the document which this view shows.</summary>
    internal long DocumentVersion { get; }

    public int ExtensionCount => _extensions.Length;

    /// <summary>The extensions as they are now, by number (fewer UTF-8 bytes first, then by bytes): a copy that stays as it is.</summary>
    public ImmutableArray<ExtensionView> Extensions()
    {
        return [.. _extensions];
    }

    /// <summary>What this view shows, as it is fetched.</summary>
    internal TenantSnapshot Look() => new(
        Number,
        DocumentVersion,
        Statuses,
        [.. _extensions.Select(view => new ExtensionEntry(view.Id, view.Number, view.DisplayName, view.State, view.Rank))]);

    public ExtensionView? FindExtension(string number) => _byNumber.TryGetValue(number, out var index) ? _extensions[index] : null;

    public ExtensionView? FindExtension(Guid id) => _byId.TryGetValue(id, out var index) ? _extensions[index] : null;

    public StatusEntry? FindStatus(string name)
    {
        foreach (var status in Statuses)
        {
            if (status.Name == name)
            {
                return status;
            }
        }

        return null;
    }

    /// <summary>The status of that number, <c>Available</c> when there is none.</summary>
    public StatusEntry StatusOf(int number)
    {
        foreach (var status in Statuses)
        {
            if (status.Number == number)
            {
                return status;
            }
        }

        return Statuses[0];
    }

    /// <summary>Replaces an extension's state; the new view, or null when there is no such extension.</summary>
    internal ExtensionView? SetState(Guid id, ExtensionState state)
    {
        if (!_byId.TryGetValue(id, out var index))
        {
            return null;
        }

        return _extensions[index] = _extensions[index] with { State = state };
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>
/// The directory as a client keeps it that began with an empty one and follows the feed (docs/protocols/event-feed.md, 2): what is there,
/// its names and the states of extensions.
/// </summary>
internal sealed class FeedReplay
{
    private readonly ModelDirectory _directory = new();
    private readonly HashSet<(string Extension, string Type)> _known = [];

    /// <summary>What has been followed, without base properties.</summary>
    internal List<string> Events { get; } = [];

    internal void Follow(JsonElement told)
    {
        var type = told.Text("type")!;
        var flat = JsonNode.Parse(told.GetRawText())!.AsObject();
        flat.Remove("eventId");
        flat.Remove("time");
        Events.Add(ModelJson.Canonical(flat));
        foreach (var kind in new[] { ModelKind.Location, ModelKind.Tenant, ModelKind.Status, ModelKind.Extension })
        {
            var name = $"{kind}".ToLowerInvariant();
            if (type == $"{name}Added")
            {
                Add(kind, told);
                _known.RemoveWhere(known => known.Extension == told.Text(IdOf(kind)));
            }
            else if (type == $"{name}Removed")
            {
                var place = Place(kind, told);
                _directory.Siblings(kind, place.Parent).Remove(place);
            }
            else if (type == $"{name}Renamed")
            {
                Rename(Place(kind, told), told);
            }
        }

        if (type is "extensionStatus" or "extensionNote" or "extensionReturnTime")
        {
            Set(Place(ModelKind.Extension, told), told);
            _known.Add((told.Text("extensionId")!, type));
        }
    }

    /// <summary>What a directory document has and the replay has not, or the other way round.</summary>
    internal string? Difference(JsonObject document)
    {
        var (followed, written) = (Lines(_directory), Lines(ModelDocument.Read(document)));
        return followed.SequenceEqual(written)
            ? null
            : $"followed\n{string.Join('\n', followed.Except(written))}\nwritten\n{string.Join('\n', written.Except(followed))}";
    }

    /// <summary>
    /// <c>Available</c> has no event, so its id is not known. Neither are fields of which no event came: an import may have given them to a
    /// new extension.
    /// </summary>
    private List<string> Lines(ModelDirectory directory)
    {
        var lines = directory.Places.Where(place => !place.IsAvailable).SelectMany(place => place.Kind == ModelKind.Extension
            ? [$"{place.Id} {string.Join('/', place.Path)}", .. Fields(place)]
            : new[] { $"{place.Id} {string.Join('/', place.Path)}" });
        return [.. lines.Order(StringComparer.Ordinal)];
    }

    private IEnumerable<string> Fields(ModelPlace extension)
    {
        (string Type, string Value)[] fields =
        [
            ("extensionStatus", extension.Status.Name),
            ("extensionNote", extension.Note),
            ("extensionReturnTime", $"{extension.ReturnTime}"),
        ];
        return fields
            .Where(field => _known.Contains((extension.Id, field.Type)))
            .Select(field => $"{extension.Id} {field.Type} {field.Value}");
    }

    private void Add(ModelKind kind, JsonElement told)
    {
        var parent = kind switch
        {
            ModelKind.Location => null,
            ModelKind.Tenant => Place(ModelKind.Location, told),
            _ => Place(ModelKind.Tenant, told),
        };
        _directory.Add(kind, parent, told.Text(IdOf(kind))!, Name(kind, told), null, "?");
    }

    private static void Rename(ModelPlace place, JsonElement told)
    {
        Assert.Equal(told.Text("oldName"), place.Name);
        Assert.Equal(told.Text("newName"), Name(place.Kind, told));
        place.Name = Name(place.Kind, told);
    }

    private static void Set(ModelPlace extension, JsonElement told)
    {
        if (told.Text("status") is { } name)
        {
            extension.Status = extension.Parent!.Statuses.Single(status => status.Name == name);
        }

        extension.Note = told.Text("note") ?? extension.Note;
        extension.ReturnTime = told.Number("returnTime") ?? extension.ReturnTime;
    }

    /// <summary>The place that an event names by its id.</summary>
    private ModelPlace Place(ModelKind kind, JsonElement told)
    {
        var place = _directory.Find(told.Text(IdOf(kind)));
        Assert.True(place?.Kind == kind, $"There is no {kind} for {told}");
        return place;
    }

    private static string IdOf(ModelKind kind) => $"{char.ToLowerInvariant($"{kind}"[0])}{$"{kind}"[1..]}Id";

    private static string Name(ModelKind kind, JsonElement told) =>
        told.Text(kind == ModelKind.Extension ? "extensionNumber" : $"{kind}".ToLowerInvariant())!;
}

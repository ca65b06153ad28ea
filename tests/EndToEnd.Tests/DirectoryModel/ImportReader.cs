using System.Text.Json.Nodes;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>Reads a directory document: kinds of members, unknown ones.</summary>
internal sealed class ImportReader
{
    private static readonly Dictionary<ModelKind, string[]> Members = new()
    {
        [ModelKind.Location] = ["id", "name", "tenants"],
        [ModelKind.Tenant] = ["id", "name", "statuses", "extensions"],
        [ModelKind.Status] = ["id", "name", "type"],
        [ModelKind.Extension] = ["id", "extensionNumber", "displayName", "status", "note", "returnTime"],
        [ModelKind.User] =
            ["id", "username", "displayName", "enabled", "roles", "extensionId", "passwordHash", "password"],
    };

    private static readonly Dictionary<ModelKind, (string Member, ModelKind Kind)[]> Below = new()
    {
        [ModelKind.Location] = [("tenants", ModelKind.Tenant)],
        [ModelKind.Tenant] = [("statuses", ModelKind.Status), ("extensions", ModelKind.Extension)],
        [ModelKind.Status] = [],
        [ModelKind.Extension] = [],
        [ModelKind.User] = [],
    };

    /// <summary>Paths of wrong members.</summary>
    internal List<string> Wrong { get; } = [];

    /// <summary>Paths of unknown members.</summary>
    internal List<string> Ignored { get; } = [];

    internal List<ImportEntry>? Locations { get; private set; }

    internal List<ImportEntry>? Users { get; private set; }

    internal void Read(JsonObject document)
    {
        Ignored.AddRange(document.Select(member => member.Key).Except(["version", "locations", "users"]));
        var reader = new BodyReader(document, "", Wrong);
        reader.Integer("version", isMandatory: false, version => version == 1);
        Locations = Entries(reader, "locations", ModelKind.Location, null);
        Users = Entries(reader, "users", ModelKind.User, null);
    }

    private List<ImportEntry>? Entries(BodyReader reader, string member, ModelKind kind, ImportEntry? parent)
    {
        if (reader.List(member) is not { } items)
        {
            return null;
        }

        List<ImportEntry> entries = [];
        for (var index = 0; index < items.Count; index++)
        {
            var path = $"{reader.PathOf(member)}[{index}]";
            if (items[index] is JsonObject item)
            {
                entries.Add(Entry(item, kind, path, parent));
            }
            else
            {
                Wrong.Add(path);
            }
        }

        return entries;
    }

    private ImportEntry Entry(JsonObject item, ModelKind kind, string path, ImportEntry? parent)
    {
        Ignored.AddRange(item.Select(member => member.Key).Except(Members[kind]).Select(member => $"{path}.{member}"));
        var reader = new BodyReader(item, path + ".", Wrong);
        var entry = kind == ModelKind.User ? User(reader, path) : Place(reader, kind, path, parent);
        foreach (var (member, below) in Below[kind])
        {
            if (Entries(reader, member, below, entry) is { } entries)
            {
                entry.Lists[below] = entries;
            }
        }

        return entry;
    }

    private static ImportEntry Place(BodyReader reader, ModelKind kind, string path, ImportEntry? parent)
    {
        var isExtension = kind == ModelKind.Extension;
        return new ImportEntry(kind, path, parent)
        {
            Id = reader.Id(),
            Name = reader.Name(PlaceEdits.NameOf(kind), isMandatory: true) ?? "",
            Detail = kind == ModelKind.Status ? reader.Text("type", isMandatory: true, ModelNames.Types.Contains)
                : isExtension ? reader.Shown("displayName") : null,
            Status = isExtension ? reader.Text("status") : null,
            Note = isExtension ? LiveSets.Lines(reader.Text("note", isRight: text => ModelNames.IsNote(LiveSets.Lines(text)!))) : null,
            ReturnTime = isExtension ? reader.Integer("returnTime", isMandatory: false, ModelNames.IsReturnTime) : null,
        };
    }

    private static ImportEntry User(BodyReader reader, string path)
    {
        UserEdits.ReadPlain(reader, new ModelUser(""));
        return new ImportEntry(ModelKind.User, path, null)
        {
            Id = reader.Id(),
            Name = reader.Name("username", isMandatory: true) ?? "",
            HasExtension = reader.Has("extensionId"),
            ExtensionId = reader.IdOrNull("extensionId"),
            Fill = user => UserEdits.ReadPlain(reader, user),
        };
    }
}

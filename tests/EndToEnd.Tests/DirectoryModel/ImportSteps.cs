using System.Text.Json.Nodes;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>Random directory documents: what is there, with entries lost, renamed, changed, added and spoiled.</summary>
internal sealed class ImportSteps(Chance chance, RestPaths paths)
{
    private const int Most = 4;
    private ModelDirectory _directory = null!;

    internal ModelStep Put(ModelDirectory directory, bool isTrial)
    {
        _directory = directory;
        var document = ModelReports.Document(directory);
        if (chance.In(3))
        {
            document.Remove(chance.Of(["users", "locations", "version"]));
        }

        Mutate(document, "locations", ModelKind.Location);
        Mutate(document, "users", ModelKind.User);
        if (chance.In(10))
        {
            document["colour"] = "red";
        }

        return new RestRequest(HttpMethod.Put, new RestPath($"{paths.Config()}/directory{(isTrial ? "?dryRun=true" : "")}", true))
        {
            Body = chance.In(8) ? Spoiled(document) : Bodies.Text(document),
            Apply = (model, body, newId) => ModelImport.Put(model, body, isTrial, newId),
        }.Step();
    }

    /// <summary>An export with secrets, put back: nothing changes.</summary>
    internal ModelStep Restore()
    {
        var path = paths.Config() + "/directory";
        return new ModelStep(
            $"GET, PUT {path}",
            doors => doors.Restore(path),
            (model, newId) => ModelImport.Put(model, JsonNode.Parse(ModelReports.Document(model).ToJsonString()), isTrial: false, newId));
    }

    private string Spoiled(JsonObject document)
    {
        var objects = Objects(document).ToList();
        var spoiled = chance.Of(objects);
        if (ReferenceEquals(spoiled, document))
        {
            return Bodies.Spoil(chance, document);
        }

        var name = spoiled.ElementAt(chance.Below(spoiled.Count)).Key;
        switch (chance.Below(3))
        {
            case 0:
                spoiled.Remove(name);
                break;
            case 1:
                spoiled[name] = chance.Odd();
                break;
            default:
                var other = chance.Of(objects.Where(each => each.ContainsKey(name)).ToList());
                spoiled[name] = other[name]?.DeepClone();
                break;
        }

        return Bodies.Text(document);
    }

    private static IEnumerable<JsonObject> Objects(JsonObject root) => root
        .SelectMany(member => member.Value is JsonArray items ? items.OfType<JsonObject>() : [])
        .SelectMany(Objects)
        .Prepend(root);

    private void Mutate(JsonObject parent, string list, ModelKind kind)
    {
        if (parent[list] is not JsonArray entries)
        {
            return;
        }

        foreach (var entry in entries.OfType<JsonObject>().ToList())
        {
            if (chance.In(12))
            {
                entries.Remove(entry);
                continue;
            }

            MutateEntry(entry, kind);
        }

        while (entries.Count < Most && chance.In(3))
        {
            entries.Add(New(kind));
        }

        if (chance.In(4))
        {
            chance.Shuffle(entries);
        }
    }

    private void MutateEntry(JsonObject entry, ModelKind kind)
    {
        var name = NameOf(kind);
        var isAvailable = kind == ModelKind.Status && entry[name]!.GetValue<string>() == ModelPlace.Available;
        if (chance.In(10) && !isAvailable)
        {
            entry[name] = chance.Name(kind);
        }
        else if (chance.In(4))
        {
            entry.Remove("id");
        }

        if (kind == ModelKind.Status && chance.In(8) && !isAvailable)
        {
            entry["type"] = chance.Type();
        }

        if (kind == ModelKind.Extension)
        {
            ChangeState(entry);
        }
        else if (kind == ModelKind.User)
        {
            ChangeUser(entry);
        }

        foreach (var (list, below) in Lists(kind))
        {
            Mutate(entry, list, below);
            if (chance.In(8))
            {
                entry.Remove(list);
            }
        }

        if (chance.In(30))
        {
            entry["colour"] = "red";
        }
    }

    private void ChangeState(JsonObject entry)
    {
        foreach (var member in new[] { "displayName", "status", "note", "returnTime" })
        {
            if (chance.In(6))
            {
                entry.Remove(member);
            }
            else if (chance.In(8))
            {
                entry[member] = member switch
                {
                    "displayName" => chance.Of(["Anna", "B b", "ü"]),
                    "status" => chance.In(2) ? ModelPlace.Available : chance.Name(ModelKind.Status),
                    "note" => chance.JsonNote(),
                    _ => chance.Time(),
                };
            }
        }

        // What it has is often the name of a status that the document renames or leaves out.
        if (chance.In(2))
        {
            entry.Remove("status");
        }
    }

    private void ChangeUser(JsonObject entry)
    {
        if (chance.In(6))
        {
            entry["extensionId"] = chance.In(3) ? null : chance.OfAny(_directory.Extensions)?.Id;
        }
        else if (chance.In(4))
        {
            entry.Remove("extensionId");
        }

        if (chance.In(10))
        {
            entry["displayName"] = chance.Of(["Anna A.", "Ben", "ü"]);
        }

        if (chance.In(10))
        {
            entry["enabled"] = chance.In(2);
        }
    }

    private JsonObject New(ModelKind kind)
    {
        var entry = new JsonObject { [NameOf(kind)] = chance.Name(kind) };
        if (chance.In(2))
        {
            entry["id"] = chance.NewId();
        }

        if (kind == ModelKind.Status)
        {
            entry["type"] = entry["name"]!.GetValue<string>() == ModelPlace.Available ? "available" : chance.Type();
        }

        if (kind == ModelKind.Extension)
        {
            ChangeState(entry);
        }

        foreach (var (list, below) in Lists(kind))
        {
            var entries = new JsonArray();
            while (entries.Count < Most && chance.Below(5) < 3)
            {
                entries.Add(New(below));
            }

            entry[list] = entries;
        }

        return entry;
    }

    private static string NameOf(ModelKind kind) => kind == ModelKind.User ? "username" : PlaceEdits.NameOf(kind);

    private static IEnumerable<(string List, ModelKind Kind)> Lists(ModelKind kind) => kind switch
    {
        ModelKind.Location => [("tenants", ModelKind.Tenant)],
        ModelKind.Tenant => [("statuses", ModelKind.Status), ("extensions", ModelKind.Extension)],
        _ => [],
    };
}

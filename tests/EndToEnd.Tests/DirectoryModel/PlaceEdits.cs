using System.Text.Json.Nodes;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>POST, PUT and DELETE of locations, tenants, statuses and extensions (docs/protocols/live-api.md, 3).</summary>
internal static class PlaceEdits
{
    /// <summary>The member that has the name.</summary>
    internal static string NameOf(ModelKind kind) => kind == ModelKind.Extension ? "extensionNumber" : "name";

    /// <returns>Answers of which one must come.</returns>
    internal static string[] Post(
        ModelDirectory directory, ModelKind kind, ModelPlace? parent, JsonNode? body, bool isReturned, Func<string, string> newId)
    {
        if (body is not JsonObject members)
        {
            return ["422 body"];
        }

        List<string> wrong = [];
        var reader = new BodyReader(members, "", wrong);
        var name = reader.Name(NameOf(kind), isMandatory: true);
        var detail = Detail(reader, kind, isMandatory: true);
        var id = reader.Id();
        if (wrong.Count > 0)
        {
            return Answers.Refused(422, wrong);
        }

        if (directory.Siblings(kind, parent).Exists(sibling => sibling.Name == name))
        {
            wrong.Add(NameOf(kind));
        }

        if (id is not null && directory.IsUsed(id))
        {
            wrong.Add("id");
        }

        if (wrong.Count > 0)
        {
            return Answers.Refused(409, wrong);
        }

        var path = string.Join('/', [.. parent?.Path ?? [], name!]);
        var added = directory.Add(
            kind, parent, id ?? newId($"{kind} {path}"), name!, detail ?? (kind == ModelKind.Extension ? name : null), $"?{path}");
        directory.Events.Add(ModelEvent.OfPlace(added, "Added", null));
        return isReturned ? [$"201 {ModelJson.Canonical(ModelReports.Config(added))}"] : ["204"];
    }

    /// <returns>Answers of which one must come.</returns>
    internal static string[] Put(ModelDirectory directory, ModelPlace place, JsonNode? body)
    {
        if (body is not JsonObject members)
        {
            return ["422 body"];
        }

        List<string> wrong = [];
        var reader = new BodyReader(members, "", wrong);
        var name = reader.Name(NameOf(place.Kind), isMandatory: false) ?? place.Name;
        var detail = Detail(reader, place.Kind, isMandatory: false) ?? place.Detail;
        var id = reader.Id();
        if (id is not null && id != place.Id)
        {
            wrong.Add("id");
        }

        if (wrong.Count > 0)
        {
            return Answers.Refused(422, wrong);
        }

        if (place.IsAvailable && (name != place.Name || detail != place.Detail))
        {
            return ["409 *"];
        }

        if (directory.Siblings(place.Kind, place.Parent).Exists(sibling => sibling != place && sibling.Name == name))
        {
            return Answers.Refused(409, [NameOf(place.Kind)]);
        }

        place.Detail = detail;
        if (name != place.Name)
        {
            directory.Rename(place, name);
        }

        return ["204"];
    }

    /// <returns>Answers of which one must come.</returns>
    internal static string[] Delete(ModelDirectory directory, ModelPlace place)
    {
        if (place.IsAvailable)
        {
            return ["409 *"];
        }

        directory.Remove(place);
        if (place.Kind == ModelKind.Status)
        {
            var tenant = place.Parent!;
            foreach (var extension in tenant.ByNumber.Where(extension => extension.Status == place).ToList())
            {
                directory.Set(extension, tenant.Statuses[0], null, null);
            }
        }

        return ["204"];
    }

    private static string? Detail(BodyReader reader, ModelKind kind, bool isMandatory) => kind switch
    {
        ModelKind.Status => reader.Text("type", isMandatory, ModelNames.Types.Contains),
        ModelKind.Extension => reader.Shown("displayName"),
        _ => null,
    };
}

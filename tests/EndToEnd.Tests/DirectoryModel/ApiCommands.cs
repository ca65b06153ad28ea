using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>Commands of class <c>status</c> of the External API (docs/protocols/external-api.md, 8).</summary>
internal static class ApiCommands
{
    /// <summary>The answer's data, or its code and text.</summary>
    internal static string[] Answer(ModelDirectory directory, string command, JsonObject data)
    {
        var wrong = Syntax(data).Select(field => $"100044 Syntax error: {field}").ToArray();
        if (wrong.Length > 0)
        {
            return wrong;
        }

        return command == "list" ? [List(directory, data)] : OfExtension(directory, command, data);
    }

    private static IEnumerable<string> Syntax(JsonObject data)
    {
        foreach (var field in new[] { "id", "location", "tenant", "number", "status" })
        {
            if (data.ContainsKey(field) && data[field]?.GetValueKind() != JsonValueKind.String)
            {
                yield return field;
            }
        }

        List<string> wrong = [];
        var reader = new BodyReader(data, "", wrong);
        reader.Text("note", isRight: text => ModelNames.IsNote(LiveSets.Lines(text)!));
        reader.Integer("return_time", isMandatory: false, ModelNames.IsReturnTime);
        foreach (var field in wrong)
        {
            yield return field;
        }
    }

    private static string[] OfExtension(ModelDirectory directory, string command, JsonObject data)
    {
        var (id, location, tenant, number) = (Text(data, "id"), Text(data, "location"), Text(data, "tenant"), Text(data, "number"));
        var isAddressed = id is not null || (location is not null && tenant is not null && number is not null);
        var isEmpty = command == "set" && !data.ContainsKey("status") && !data.ContainsKey("note") && !data.ContainsKey("return_time");
        if (!isAddressed || isEmpty)
        {
            string[] missing = [isAddressed ? "" : "100045 Missing field: id", isEmpty ? "100045 Missing field: status" : ""];
            return [.. missing.Where(each => each.Length > 0)];
        }

        var place = id is not null ? directory.Find(id.ToLowerInvariant()) : directory.ByNames(location!, tenant!, number!);
        if (place is not { Kind: ModelKind.Extension } extension)
        {
            return ["100014 Not found"];
        }

        return command == "get" ? [ModelJson.Canonical(ModelReports.Api(directory, extension))] : [Set(directory, extension, data)];
    }

    private static string Set(ModelDirectory directory, ModelPlace extension, JsonObject data)
    {
        var name = Text(data, "status");
        var status = extension.Parent!.Statuses.Find(each => each.Name == name);
        if (name is not null && status is null)
        {
            return "100046 Invalid value: status";
        }

        directory.Set(extension, status, LiveSets.Lines(Text(data, "note")), data["return_time"]?.GetValue<long>());
        return "ok";
    }

    private static string List(ModelDirectory directory, JsonObject data)
    {
        var (location, tenant) = (Text(data, "location"), Text(data, "tenant"));
        if ((location is not null && directory.ByNames(location) is null)
            || (location is not null && tenant is not null && directory.ByNames(location, tenant) is null))
        {
            return "100014 Not found";
        }

        if (location is null && tenant is not null)
        {
            throw new UnspecifiedException("a tenant without a location");
        }

        var listed = directory.Extensions
            .Where(extension => (location is null || extension.Location.Name == location)
                && (tenant is null || extension.Parent!.Name == tenant))
            .OrderBy(extension => extension.Id, StringComparer.Ordinal);
        return ModelJson.Canonical(ModelReports.List(listed, extension => ModelReports.Api(directory, extension)));
    }

    private static string? Text(JsonObject data, string member) => data[member]?.GetValue<string>();
}

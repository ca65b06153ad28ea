using System.Text.Json.Nodes;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>One event as every door tells it; null: that door does not tell it.</summary>
/// <param name="Line">Of the Status interface.</param>
/// <param name="Feed">Of the feed, without the base properties but the type.</param>
/// <param name="Api">The data of an External API event.</param>
internal sealed record ModelEvent(string? Line, string? Feed, string? Api)
{
    /// <summary>Something was added, removed or renamed (docs/protocols/event-feed.md, 2).</summary>
    internal static ModelEvent OfPlace(ModelPlace place, string action, ModelUser? user, string? oldName = null)
    {
        var kind = $"{place.Kind}";
        var word = place.Kind == ModelKind.Status && action == "Renamed" ? "Rename" : action;
        var names = oldName is null ? place.Path : [.. place.Path.SkipLast(1), oldName, place.Name];
        var feed = FeedOf(place, $"{Lower(kind)}{action}", user);
        var body = BodyOf(place);
        if (oldName is not null)
        {
            (feed["oldName"], feed["newName"]) = (oldName, place.Name);
            (body["old_name"], body["new_name"]) = (oldName, place.Name);
        }

        return new ModelEvent(
            $"{kind}{word}Event@#{string.Join("@#", names)}",
            ModelJson.Canonical(feed),
            Data(Lower(kind), Lower(action), place.Id, body));
    }

    /// <summary>A field of an extension changed to the value that it has now.</summary>
    /// <param name="extension">The extension.</param>
    /// <param name="field"><c>Status</c>, <c>Note</c> or <c>ReturnTime</c>.</param>
    /// <param name="user">Who is bound to it.</param>
    internal static ModelEvent OfField(ModelPlace extension, string field, ModelUser? user)
    {
        var (apiName, line, value) = field switch
        {
            "Status" => ("status", extension.Status.Name, (JsonNode)extension.Status.Name),
            "Note" => ("note", extension.Note.Replace("\n", "#masknl#", StringComparison.Ordinal), (JsonNode)extension.Note),
            _ => ("return_time", ModelReports.Seconds(extension), (JsonNode)extension.ReturnTime),
        };
        var feed = FeedOf(extension, $"extension{field}", user);
        feed[Lower(field)] = value.DeepClone();
        var body = BodyOf(extension);
        body[apiName] = value;
        return new ModelEvent(
            $"Extension{field}UpdatedEvent@#{string.Join("@#", extension.Path)}@#{line}",
            ModelJson.Canonical(feed),
            Data("extension", apiName, extension.Id, body));
    }

    /// <summary>The same for the user that is bound to it.</summary>
    internal static ModelEvent OfUser(ModelPlace extension, ModelUser user) => new(null, ModelJson.Canonical(new JsonObject
    {
        ["type"] = "userStatus",
        ["userId"] = user.Id,
        ["username"] = user.Name,
        ["name"] = extension.Status.Name,
        ["statusType"] = extension.Status.Detail,
        ["note"] = extension.Note,
        ["returnTime"] = extension.ReturnTime,
        ["userCreated"] = false,
    }), null);

    private static string Data(string subclass, string type, string id, JsonObject body) => ModelJson.Canonical(new JsonObject
    {
        ["class"] = "status",
        ["subclass"] = subclass,
        ["type"] = type,
        ["obj_id"] = id,
        ["body"] = body,
    });

    private static JsonObject FeedOf(ModelPlace place, string type, ModelUser? user)
    {
        var feed = new JsonObject { ["type"] = type, ["locationId"] = place.Location.Id, ["location"] = place.Location.Name };
        if (place.Kind == ModelKind.Location)
        {
            return feed;
        }

        var tenant = place.Kind == ModelKind.Tenant ? place : place.Parent!;
        (feed["tenantId"], feed["tenant"]) = (tenant.Id, tenant.Name);
        if (place.Kind == ModelKind.Status)
        {
            (feed["statusId"], feed["status"], feed["statusType"]) = (place.Id, place.Name, place.Detail);
        }
        else if (place.Kind == ModelKind.Extension)
        {
            (feed["extensionId"], feed["extensionNumber"]) = (place.Id, place.Name);
            (feed["userId"], feed["username"]) = (user?.Id, user?.Name);
        }

        return feed;
    }

    private static JsonObject BodyOf(ModelPlace place)
    {
        string[] members = ["location", "tenant", place.Kind == ModelKind.Status ? "status" : "number"];
        return new JsonObject(place.Path.Zip(members, (name, member) => KeyValuePair.Create(member, (JsonNode?)name)));
    }

    private static string Lower(string word) => char.ToLowerInvariant(word[0]) + word[1..];
}

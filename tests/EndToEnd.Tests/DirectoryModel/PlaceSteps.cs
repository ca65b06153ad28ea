using System.Text.Json.Nodes;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>Random changes of locations, tenants, statuses and extensions through the Configuration API.</summary>
internal sealed class PlaceSteps(Chance chance, RestPaths paths)
{
    private static readonly Dictionary<ModelKind, int> Most = new()
    {
        [ModelKind.Location] = 4,
        [ModelKind.Tenant] = 4,
        [ModelKind.Status] = 5,
        [ModelKind.Extension] = 6,
    };

    private static readonly ModelKind[] Kinds = [.. Most.Keys];
    private static readonly (string, string)[] Returned = [("Prefer", "return=representation")];

    /// <summary>null: there is no room, or nothing to put it into.</summary>
    internal ModelStep? Post(ModelDirectory directory)
    {
        var kind = chance.Of(Kinds);
        var parent = kind switch
        {
            ModelKind.Location => null,
            ModelKind.Tenant => chance.OfAny(directory.Locations),
            _ => chance.OfAny(directory.Tenants),
        };
        if ((kind != ModelKind.Location && parent is null) || directory.Siblings(kind, parent).Count >= Most[kind])
        {
            return null;
        }

        var isReturned = chance.In(4);
        return new RestRequest(HttpMethod.Post, paths.Set(paths.Config(), parent, kind))
        {
            Body = Body(directory, kind, isNew: true, ownId: null),
            Headers = isReturned ? Returned : [],
            Apply = (model, body, newId) => PlaceEdits.Post(model, kind, model.Find(parent?.Id), body, isReturned, newId),
        }.Step();
    }

    internal ModelStep? Put(ModelDirectory directory) => Any(directory) is not { } place
        ? null
        : new RestRequest(HttpMethod.Put, paths.Of(paths.Config(), place))
        {
            Body = Body(directory, place.Kind, isNew: false, place.Id),
            IsOutdated = chance.In(20),
            Apply = (model, body, _) => PlaceEdits.Put(model, model.Find(place.Id)!, body),
        }.Step();

    internal ModelStep? Delete(ModelDirectory directory) => Any(directory) is not { } place
        ? null
        : new RestRequest(HttpMethod.Delete, paths.Of(paths.Config(), place))
        {
            IsOutdated = chance.In(20),
            Headers = chance.In(10) ? [("If-Match", "*")] : [],
            Apply = (model, _, _) => PlaceEdits.Delete(model, model.Find(place.Id)!),
        }.Step();

    internal ModelStep? Get(ModelDirectory directory) => Any(directory) is not { } place
        ? null
        : new RestRequest(HttpMethod.Get, paths.Of(paths.Config(), place))
        {
            Apply = (model, _, _) => [$"200 {ModelJson.Canonical(ModelReports.Config(model.Find(place.Id)!))}"],
        }.Step();

    private ModelPlace? Any(ModelDirectory directory)
    {
        var kind = chance.Of(Kinds);
        return chance.OfAny(directory.Places.Where(place => place.Kind == kind));
    }

    private string Body(ModelDirectory directory, ModelKind kind, bool isNew, string? ownId)
    {
        var body = new JsonObject();
        if (isNew || chance.In(2))
        {
            body[PlaceEdits.NameOf(kind)] = chance.In(15) ? chance.BadName() : chance.Name(kind);
        }

        if (kind == ModelKind.Status && (isNew || chance.In(2)))
        {
            body["type"] = chance.In(3) ? "available" : chance.Type();
        }

        if (kind == ModelKind.Extension && chance.In(2))
        {
            body["displayName"] = chance.Of(["Anna", "B b", "ü"]);
        }

        if (chance.In(isNew ? 2 : 6))
        {
            body["id"] = chance.Below(6) switch
            {
                0 => directory.Places.Select(place => place.Id).Append(chance.NewId()).First(),
                1 => ownId?.ToUpperInvariant() ?? chance.NewId().ToUpperInvariant(),
                2 => "no id",
                _ => ownId ?? chance.NewId(),
            };
        }

        return Bodies.Spoil(chance, body);
    }
}

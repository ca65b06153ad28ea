using System.Text.Json.Nodes;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>Random changes of users through the Configuration API.</summary>
internal sealed class UserSteps(Chance chance, RestPaths paths)
{
    private static readonly (string, string)[] Returned = [("Prefer", "return=representation")];

    internal ModelStep Post(ModelDirectory directory)
    {
        var isReturned = chance.In(4);
        var body = Values(directory);
        body["username"] = Name();
        return new RestRequest(HttpMethod.Post, new RestPath(paths.Config() + "/users", true))
        {
            Body = Bodies.Spoil(chance, body),
            Headers = isReturned ? Returned : [],
            Apply = (model, given, newId) => UserEdits.Post(model, given, isReturned, newId),
        }.Step();
    }

    internal ModelStep? Put(ModelDirectory directory)
    {
        if (chance.OfAny(directory.Users) is not { } user)
        {
            return null;
        }

        var body = Values(directory);
        if (chance.In(3))
        {
            body["username"] = Name();
        }

        return new RestRequest(HttpMethod.Put, paths.Of(paths.Config(), user))
        {
            Body = Bodies.Spoil(chance, body),
            IsOutdated = chance.In(20),
            Apply = (model, given, _) => UserEdits.Put(model, model.FindUser(user.Id)!, given),
        }.Step();
    }

    internal ModelStep? Delete(ModelDirectory directory) => chance.OfAny(directory.Users) is not { } user
        ? null
        : new RestRequest(HttpMethod.Delete, paths.Of(paths.Config(), user))
        {
            IsOutdated = chance.In(20),
            Apply = (model, _, _) =>
            {
                model.Users.RemoveAll(each => each.Id == user.Id);
                return ["204"];
            },
        }.Step();

    internal ModelStep? Get(ModelDirectory directory) => chance.OfAny(directory.Users) is not { } user
        ? null
        : new RestRequest(HttpMethod.Get, paths.Of(paths.Config(), user))
        {
            Apply = (model, _, _) => [$"200 {ModelJson.Canonical(ModelReports.Of(model.FindUser(user.Id)!))}"],
        }.Step();

    private string Name() => chance.Below(15) switch
    {
        0 => chance.BadName(),
        1 => UserEdits.Admin,
        _ => chance.Name(ModelKind.User),
    };

    private JsonObject Values(ModelDirectory directory)
    {
        var body = new JsonObject();
        if (chance.In(3))
        {
            body["displayName"] = chance.Of(["Anna A.", "Ben", "ü"]);
        }

        if (chance.In(6))
        {
            body["enabled"] = chance.In(2);
        }

        if (chance.In(6))
        {
            body["roles"] = new JsonArray("manager", "agent");
        }

        if (chance.In(60))
        {
            body["password"] = chance.In(2) ? "correct horse" : "short";
        }

        if (chance.In(2))
        {
            body["extensionId"] = chance.In(5) ? null : chance.OfAny(directory.Extensions)?.Id;
        }
        else if (chance.In(20))
        {
            body["extensionId"] = chance.In(2) ? chance.NewId() : chance.OfAny(directory.Tenants)?.Id ?? chance.NewId();
        }

        return body;
    }
}

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>Paths below the REST base, by ids and names as it comes; now and then one that leads nowhere.</summary>
internal sealed class RestPaths(Chance chance, string coreServerId)
{
    private const int Lost = 40;

    /// <summary>Of the Configuration API.</summary>
    internal string Config() => $"{(chance.In(8) ? "/communication_manager/api/resource" : "config")}/core/{Core()}";

    /// <summary>Of the Live API.</summary>
    internal string Live() => $"live/coreServers/{Core()}";

    /// <summary>Of a set below a place, or at the top.</summary>
    internal RestPath Set(string root, ModelPlace? parent, ModelKind kind)
    {
        var above = parent is null ? new RestPath(root, true) : Of(root, parent);
        return above with { Text = $"{above.Text}/{Plural(kind)}{(chance.In(10) ? "/" : "")}" };
    }

    internal RestPath Of(string root, ModelPlace place)
    {
        var above = place.Parent is null ? new RestPath(root, true) : Of(root, place.Parent);
        return Member($"{above.Text}/{Plural(place.Kind)}", place.Id, place.Name, above.IsFound);
    }

    internal RestPath Of(string root, ModelUser user) => Member($"{root}/users", user.Id, user.Name, true);

    private string Core() => chance.Below(3) switch
    {
        0 => coreServerId,
        1 => "getBySlug/default",
        _ => "getByName/default",
    };

    private RestPath Member(string set, string id, string name, bool isFound)
    {
        if (chance.In(Lost))
        {
            return new RestPath($"{set}/{(chance.In(2) ? chance.NewId() : "getByName/nobody")}", false);
        }

        return new RestPath($"{set}/{(chance.In(2) ? id : $"getByName/{Uri.EscapeDataString(name)}")}", isFound);
    }

    private static string Plural(ModelKind kind) => kind == ModelKind.Status ? "statuses" : $"{kind}s".ToLowerInvariant();
}

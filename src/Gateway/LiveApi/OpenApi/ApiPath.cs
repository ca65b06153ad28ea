using System.Collections.Immutable;

namespace EventPlatform.Gateway.LiveApi.OpenApi;

/// <summary>A path of the document.</summary>
/// <param name="Template">Below the base, as <c>/live/coreServers/{coreServerId}</c>.</param>
/// <param name="Key">What ids of operations end with, as <c>LiveCoreServersById</c>.</param>
/// <param name="Tag">The chapter that it belongs to, as <c>live/coreServers</c>.</param>
/// <param name="Parameters">Of all operations here.</param>
/// <param name="SharesNames">Whether it has a name that several may have.</param>
/// <param name="Operations">By method.</param>
internal sealed record ApiPath(
    string Template,
    string Key,
    string Tag,
    ImmutableArray<Parameter> Parameters,
    bool SharesNames,
    ImmutableArray<Operation> Operations)
{
    /// <summary>Whether it may lead to nothing.</summary>
    public bool MayLeadNowhere => Template.Contains('{');

    /// <summary>All paths at a node and below it that have operations, with members by id and by name at each level.</summary>
    /// <param name="area">The first tag part.</param>
    /// <param name="node">The node.</param>
    /// <param name="above">What leads to it.</param>
    public static IEnumerable<ApiPath> Below(string area, PathNode node, ApiPath above)
    {
        var here = above with
        {
            Template = $"{above.Template}/{node.Segment}",
            Key = above.Key + Pascal(node.Segment),
            Tag = ChapterOf(node) is { } chapter ? $"{area}/{chapter}" : above.Tag,
            Operations = node.Operations,
        };
        if (!node.Operations.IsEmpty)
        {
            yield return here;
        }

        IEnumerable<ApiPath> forms = node.Members is { } members ? [ById(here, members), ByName(here, members)] : [];
        foreach (var form in forms.Where(form => !form.Operations.IsEmpty))
        {
            yield return form;
        }

        var below = from child in node.Below from path in Below(area, child, here) select path;
        var belowMembers = from form in forms
                           from child in node.Members!.Below
                           from path in Below(area, child, form)
                           select path;
        foreach (var path in below.Concat(belowMembers))
        {
            yield return path;
        }
    }

    private static string? ChapterOf(PathNode node) =>
        node.Chapter ?? (node.Operations.Any(operation => operation.Method == "get") ? node.Segment : null);

    private static ApiPath ById(ApiPath set, MemberNode members) => set with
    {
        Template = $"{set.Template}/{{{members.Id}}}",
        Key = set.Key + "ById",
        Parameters = [.. set.Parameters, Parameter.OfPath(members.Id, members.IdSchema, "Its id."), .. members.Parameters],
        Operations = members.Operations,
    };

    private static ApiPath ByName(ApiPath set, MemberNode members) => set with
    {
        Template = $"{set.Template}/getByName/{{{members.Name}}}",
        Key = set.Key + "ByName",
        Parameters = [.. set.Parameters, Parameter.OfPath(members.Name, Schema.Text, "Its name."), .. members.Parameters],
        SharesNames = set.SharesNames || members.SharesNames,
        Operations = members.Operations,
    };

    private static string Pascal(string segment) =>
        string.Concat(segment.Split('.').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
}

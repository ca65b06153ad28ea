using EventPlatform.Gateway.LiveApi;
using EventPlatform.Gateway.LiveApi.Rest;
using Microsoft.AspNetCore.Http;

namespace EventPlatform.Gateway.Tests.LiveApi.OpenApi;

/// <summary>Walks the real tree of resources over the sample directory, without ways that are the same as another.</summary>
internal sealed class ResourceTree(LiveApiServices services)
{
    private readonly Exchange _exchange = new(new DefaultHttpContext(), "", services);

    private readonly SortedDictionary<string, string> _allow = new(StringComparer.Ordinal);

    /// <summary>What each path allows; <c>{}</c> stands for an id or a name.</summary>
    public static async Task<SortedDictionary<string, string>> Walk(LiveApiServices services)
    {
        var tree = new ResourceTree(services);
        await tree.Visit(LiveApiRoot.Of(services), "", "");
        return tree._allow;
    }

    private async Task Visit(Resource resource, string template, string segment)
    {
        if (resource.Allow.Length > 0)
        {
            _allow.Add(template, resource.Allow);
        }

        foreach (var next in resource.Segments.Where(next => !IsAlias(template, next)))
        {
            await Follow(resource, $"{template}/{next}", next, next);
        }

        if (resource.HasMembers)
        {
            var (id, name) = SampleValues.MemberOf(segment);
            await Follow(resource, template + "/{}", "", id);
            await Follow(resource, template + "/getByName/{}", "", "getByName", name);
        }
    }

    private async Task Follow(Resource resource, string template, string segment, params string[] path)
    {
        var found = await resource.Next(new PathCursor(path), _exchange);
        Assert.True(found.IsOk, $"{template}: {found.Problem}");
        await Visit(found.Value, template, segment);
    }

    // docs/protocols/live-api.md, 1 and 3
    private static bool IsAlias(string template, string next) =>
        next == "user" || template.StartsWith("/config/server/coreServers/", StringComparison.Ordinal);
}

using EventPlatform.Gateway.LiveApi.Config;
using EventPlatform.Gateway.LiveApi.Live;
using EventPlatform.Gateway.LiveApi.OpenApi;
using EventPlatform.Gateway.LiveApi.Rest;

namespace EventPlatform.Gateway.LiveApi;

/// <summary>The top of the tree of resources.</summary>
internal static class LiveApiRoot
{
    public static Resource Of(LiveApiServices services) => new Branch(
        ("live", new Branch(("coreServers", LiveCoreServers.Of(services)))),
        ("config", new Branch(
            ("server", new Branch(("coreServers", ConfigCoreServers.Of(services)))),
            ("core", new BelowOnly(ConfigCoreServers.Of(services))))),
        (OpenApiResource.Segment, new OpenApiResource()));
}

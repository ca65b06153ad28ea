using EventPlatform.Contracts.Directory;
using EventPlatform.Gateway.LiveApi.Live;
using EventPlatform.Gateway.LiveApi.Rest;

namespace EventPlatform.Gateway.LiveApi.Config;

/// <summary>The core server and what is configured below it (docs/protocols/live-api.md, 3).</summary>
internal static class ConfigCoreServers
{
    public static Resource Of(LiveApiServices services)
    {
        var writer = new CoreServerWriter(services);
        return new NamedSet<CoreServer>(
            () => [services.Replica.CoreServer],
            server => server.Id,
            server => server.Slug,
            LiveJson.Write,
            server => new InstanceResource(
                json => LiveJson.Write(json, server),
                ("directory", new DirectoryResource()),
                ("locations", LocationTree.Configured(services)),
                ("users", new AccountSet(services)))
            {
                Update = change => writer.Update(server, change),
            });
    }
}

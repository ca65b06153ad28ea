using EventPlatform.Contracts.Directory;
using EventPlatform.Gateway.LiveApi.Rest;

namespace EventPlatform.Gateway.LiveApi.Live;

/// <summary><c>/live/coreServers</c> and what <c>R</c> has below it (docs/protocols/live-api.md, 2).</summary>
internal static class LiveCoreServers
{
    public static Resource Of(LiveApiServices services) => new NamedSet<CoreServer>(
        () => [services.Replica.CoreServer],
        server => server.Id,
        server => server.Slug,
        LiveJson.Write,
        server => Open(server, services));

    private static InstanceResource Open(CoreServer server, LiveApiServices services)
    {
        var users = new UserSet();
        return new InstanceResource(
            json => LiveJson.Write(json, server),
            ("users", users),
            ("user", users),
            ("sessions", new SessionSet()),
            ("locations", LocationTree.Live(services.Replica)),
            ("extensions", new ExtensionSet(new ExtensionScope(services.Replica), LiveJson.Write, ExtensionActions.Open)),
            ("events", new EventsResource()),
            ("server", new ServerResource()));
    }
}

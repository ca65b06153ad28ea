namespace EventPlatform.Fuzz.Scenarios;

/// <summary>Where doors are.</summary>
internal static class Targets
{
    /// <summary>The event feed (docs/protocols/event-feed.md, 1).</summary>
    public const string Feed = "/communication_manager/ws/event";

    /// <summary>The realm's documented credentials.</summary>
    public const string Realm = "Basic bWFuYWdlcjptYW5hZzNycGE1NXdvcmQ=";

    /// <summary>One of the places where the External API's WebSocket is opened (docs/protocols/external-api.md, 1).</summary>
    public static (int Port, string Target) WebSocket(FuzzContext context) => context.Random.Next(4) switch
    {
        0 when context.Ports.Http > 0 => (context.Ports.Http, "/api/ws"),
        1 => (context.Ports.Api, "/nkapi/ws"),
        2 => (context.Ports.Api, "/?a=b"),
        _ => (context.Ports.Api, "/"),
    };

    /// <summary>A port that speaks HTTP.</summary>
    public static int AnyHttp(FuzzContext context) =>
        context.Ports.Http > 0 && context.Random.Next(2) == 0 ? context.Ports.Http : context.Ports.Api;
}

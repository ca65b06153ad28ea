using System.Net.Mime;

namespace EventPlatform.Gateway.Console;

/// <summary>What the printed console address shows: where to find the rest.</summary>
internal static class LinksPage
{
    public const string ContentType = MediaTypeNames.Text.Html + "; charset=utf-8";

    public const string Html =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>EventPlatform</title></head>
        <body>
        <h1>EventPlatform</h1>
        <ul>
        <li><a href="/communication_manager/rest/docs">Live and Configuration API: documentation</a></li>
        <li><a href="/communication_manager/rest/openapi.json">Live and Configuration API: OpenAPI document</a></li>
        <li><a href="/communication_manager/rest/live/coreServers">Core servers</a></li>
        <li>Event feed (WebSocket): <code>/communication_manager/ws/event</code></li>
        <li>External API (WebSocket): <code>/api/ws</code>, calls: <code>POST /rpc</code></li>
        </ul>
        </body>
        </html>
        """;
}

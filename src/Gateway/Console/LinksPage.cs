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
        <li><a href="/communication_manager/rest/live/coreServers">Live API: core servers</a></li>
        <li><a href="/communication_manager/rest/live/coreServers/getByName/default/users">Live API: users</a></li>
        <li><a href="/communication_manager/rest/live/coreServers/getByName/default/sessions">Live API: sessions</a></li>
        <li><a href="/communication_manager/rest/live/coreServers/getByName/default/extensions">Live API: extensions</a></li>
        <li>Event feed (WebSocket): <code>/communication_manager/ws/event</code></li>
        <li>External API (WebSocket): <code>/api/ws</code></li>
        </ul>
        </body>
        </html>
        """;
}

namespace EventPlatform.Gateway.ExternalApi.Connections;

/// <summary>Which listeners and paths this front end serves (external-api.md 1).</summary>
internal static class Listeners
{
    /// <summary>Whether all of a listener's HTTP is this front end's.</summary>
    public static bool IsOwn(string listener) => listener is "ExternalApi" or "ExternalApiTls";

    /// <summary>Whether the path is one that clients open a WebSocket on; query strings do not matter.</summary>
    public static bool IsOpenedOn(string listener, string path) => IsOwn(listener) ? path is "/" or "/nkapi/ws" : IsShared(listener, path);

    /// <summary>Whether the path is this front end's on a listener that it shares with others.</summary>
    public static bool IsShared(string listener, string path) => listener is "Http" or "Https" && path == "/api/ws";
}

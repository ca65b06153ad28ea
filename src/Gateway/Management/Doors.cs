namespace EventPlatform.Gateway.Management;

/// <summary>Front ends as they are called in metrics and traces.</summary>
internal static class Doors
{
    public const string ExternalApi = "external_api";
    public const string Feed = "feed";
    public const string Status = "status";

    /// <summary>Live and Configuration API, and what is refused before a request reaches its front end.</summary>
    public const string Http = "http";
}

namespace EventPlatform.Fuzz;

/// <summary>Where a gateway is that somebody names.</summary>
internal static class GatewayFolder
{
    private const string Dll = "EventPlatform.Gateway.dll";

    /// <summary>The dll itself, or that in a folder.</summary>
    public static string DllOf(string path) => Directory.Exists(path) ? Path.Combine(path, Dll) : Path.GetFullPath(path);
}

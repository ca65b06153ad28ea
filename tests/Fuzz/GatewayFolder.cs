namespace EventPlatform.Fuzz;

/// <summary>Where the built gateway is.</summary>
internal static class GatewayFolder
{
    private const string Dll = "EventPlatform.Gateway.dll";

    /// <summary>
    /// The gateway of the same build: this program is in <c>artifacts/ENGINE/bin/Fuzz/CONFIGURATION</c>, that in <c>Gateway</c> beside it.
    /// </summary>
    public static string Default
    {
        get
        {
            var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
            return Path.Combine(here.Parent?.Parent?.FullName ?? here.FullName, "Gateway", here.Name, Dll);
        }
    }

    /// <summary>The dll itself, or that in a folder.</summary>
    public static string DllOf(string path) => Directory.Exists(path) ? Path.Combine(path, Dll) : Path.GetFullPath(path);
}

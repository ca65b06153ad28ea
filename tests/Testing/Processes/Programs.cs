namespace EventPlatform.Testing.Processes;

/// <summary>
/// The programs of the same build: the caller is in <c>artifacts/ENGINE/bin/PROJECT/CONFIGURATION</c>, those in folders beside it.
/// </summary>
public static class Programs
{
    public static string Silo => Find("Silo");

    public static string Gateway => Find("Gateway");

    /// <summary>The silo's library as of a version that comes next.</summary>
    public static string NextSilo => Find("NextSilo", "Silo");

    private static string Find(string folder, string? name = null)
    {
        var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(here.Parent?.Parent?.FullName ?? here.FullName, folder, here.Name, $"EventPlatform.{name ?? folder}.dll");
    }
}

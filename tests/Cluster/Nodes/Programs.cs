namespace EventPlatform.ClusterRounds.Nodes;

/// <summary>
/// The programs of the same build: this one is in <c>artifacts/ENGINE/bin/ClusterRounds/CONFIGURATION</c>, those in folders beside it.
/// </summary>
internal static class Programs
{
    public static string Silo => Find("Silo");

    public static string Gateway => Find("Gateway");

    private static string Find(string name)
    {
        var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(here.Parent!.Parent!.FullName, name, here.Name, $"EventPlatform.{name}.dll");
    }
}

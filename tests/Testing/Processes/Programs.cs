namespace EventPlatform.Testing.Processes;

/// <summary>
/// The programs of the same build: the caller is in <c>artifacts/ENGINE/bin/PROJECT/CONFIGURATION</c>, those in folders beside it.
/// </summary>
public static class Programs
{
    public static string Silo => Find("Silo");

    public static string Gateway => Find("Gateway");

    private static string Find(string name)
    {
        var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(here.Parent?.Parent?.FullName ?? here.FullName, name, here.Name, $"EventPlatform.{name}.dll");
    }
}

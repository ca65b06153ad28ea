using EventPlatform.Testing.Processes;

namespace EventPlatform.Drills.Cluster;

/// <summary>The programs of one version.</summary>
/// <param name="Name">Told in the names of logs.</param>
/// <param name="Silo">Its dll.</param>
/// <param name="Gateway">Its dll.</param>
internal sealed record ProgramFolder(string Name, string Silo, string Gateway)
{
    /// <summary>The version that was built.</summary>
    public static ProgramFolder Now { get; } = new("", Programs.Silo, Programs.Gateway);

    /// <summary>
    /// The version that comes next: the programs of now, in folders of their own, with another <c>EventPlatform.Silo.dll</c>, which knows
    /// one more script of the schema.
    /// </summary>
    /// <param name="folder">Where to; empty.</param>
    public static ProgramFolder Next(string folder)
    {
        var (silo, gateway) = (Path.Combine(folder, "silo"), Path.Combine(folder, "gateway"));
        foreach (var (from, to) in new[] { (Programs.Silo, silo), (Programs.Gateway, gateway) })
        {
            CopyAll(Path.GetDirectoryName(from)!, to);
            File.Copy(Programs.NextSilo, Path.Combine(to, "EventPlatform.Silo.dll"), overwrite: true);
        }

        return new ProgramFolder(
            "-next", Path.Combine(silo, Path.GetFileName(Programs.Silo)), Path.Combine(gateway, Path.GetFileName(Programs.Gateway)));
    }

    private static void CopyAll(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}

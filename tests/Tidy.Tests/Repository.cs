namespace EventPlatform.Tidy.Tests;

/// <summary>The source tree, without what is built or downloaded.</summary>
internal static class Repository
{
    private static readonly HashSet<string> Skipped =
        new(StringComparer.Ordinal) { ".git", "artifacts", "bin", "obj", "node_modules", "data", "TestResults", ".vs", ".idea" };

    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Files below a folder of the repository, as paths from its root with slashes, in ordinal order.</summary>
    public static IReadOnlyList<string> Files(string under = "", string ending = "")
    {
        var folder = Path.Combine(Root, under);
        var files = Directory.Exists(folder) ? Below(folder).Select(Relative) : [];
        return [.. files.Where(path => path.EndsWith(ending, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Root, path));

    private static IEnumerable<string> Below(string folder)
    {
        // A worktree's .git is a file.
        var files = Directory.EnumerateFiles(folder).Where(file => !Skipped.Contains(Path.GetFileName(file)));
        var folders = Directory.EnumerateDirectories(folder).Where(each => !Skipped.Contains(Path.GetFileName(each)));
        return files.Concat(folders.SelectMany(Below));
    }

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string FindRoot(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "EventPlatform.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException($"No EventPlatform.sln above {folder}.");
    }
}

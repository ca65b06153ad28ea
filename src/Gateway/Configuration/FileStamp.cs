namespace EventPlatform.Gateway.Configuration;

/// <summary>
/// What a file looks like from outside, to see that it is another one now or has been written to: the file that its path leads to through
/// all links (Kubernetes swaps a link to a folder), its length and when it was written.
/// </summary>
/// <param name="Target">Path without links.</param>
/// <param name="Length">In bytes; -1: there is no such file, or it cannot be looked at.</param>
/// <param name="WrittenTicks">Last write, UTC; 0 without a file.</param>
internal readonly record struct FileStamp(string Target, long Length, long WrittenTicks)
{
    /// <summary>As many links as Linux follows; more are a circle.</summary>
    private const int LinksMax = 40;

    /// <summary>The file as it is now; never fails.</summary>
    public static FileStamp Of(string path)
    {
        var full = path;
        try
        {
            full = Path.GetFullPath(path);
            var links = 0;
            var target = new FileInfo(Resolve(full, ref links));
            return target.Exists ? new FileStamp(target.FullName, target.Length, target.LastWriteTimeUtc.Ticks) : None(full);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // It is gone between two looks, or nobody may look: the reload will say so if it matters.
            return None(full);
        }
    }

    private static FileStamp None(string path) => new(path, -1, 0);

    private static string Resolve(string path, ref int links)
    {
        if (Path.GetDirectoryName(path) is not { } folder)
        {
            return path;
        }

        var resolved = Path.Combine(Resolve(folder, ref links), Path.GetFileName(path));
        if (new FileInfo(resolved).LinkTarget is not { } target)
        {
            return resolved;
        }

        return ++links > LinksMax
            ? throw new IOException("Links in a circle.")
            : Resolve(Path.GetFullPath(target, Path.GetDirectoryName(resolved)!), ref links);
    }
}

namespace Orleans.Embedded;

/// <summary>
/// Who holds it is the only process that writes a database. SQLite would let two write by turns; each would believe that its grains alone
/// have the rows.
/// </summary>
internal static class SqliteLock
{
    /// <param name="path">The database.</param>
    /// <exception cref="StorageUnusableException">Another process has it, or it cannot be made.</exception>
    internal static FileStream Take(string path)
    {
        try
        {
            return Open(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var reason = Directory.Exists(Path.GetDirectoryName(path))
                ? $"another process has it open ({exception.Message})"
                : "its directory does not exist";
            throw new StorageUnusableException(path, reason, exception);
        }
    }

    /// <returns>null: another process has it.</returns>
    internal static FileStream? TryTake(string path)
    {
        try
        {
            return Open(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static FileStream Open(string path) => new(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
}

using Microsoft.Data.Sqlite;

namespace Orleans.Embedded;

/// <summary>Backup and restore of a database file.</summary>
public static class SqliteBackup
{
    private static readonly string[] Suffixes = ["", "-wal", "-journal"];

    /// <summary>
    /// Copies a database, which another process may be writing: it goes on meanwhile. The copy is of one moment, holds all that was
    /// answered before the call, is checked, and is durable when this returns.
    /// </summary>
    /// <param name="dataSource">The database file.</param>
    /// <param name="file">The copy; its folder is there, itself not.</param>
    /// <returns>Bytes of the copy.</returns>
    /// <exception cref="StorageUnusableException">One of the two cannot be used; there is no copy.</exception>
    public static long Backup(string dataSource, string file) => Backup(new SqliteGrainStorageOptions { DataSource = dataSource }, file);

    /// <summary>
    /// Makes a database of a backup, where none is. The backup is checked before, and stays as it is.
    /// </summary>
    /// <param name="file">The backup.</param>
    /// <param name="dataSource">The database file; its folder is there, nothing of a database, and no process has it open.</param>
    /// <returns>Bytes of the database.</returns>
    /// <exception cref="StorageUnusableException">One of the two cannot be used; there is no database.</exception>
    public static long Restore(string file, string dataSource) => Restore(file, new SqliteGrainStorageOptions { DataSource = dataSource });

    internal static long Backup(SqliteGrainStorageOptions options, string file)
    {
        var path = Path.GetFullPath(options.DataSource);
        if (!File.Exists(path))
        {
            throw new StorageUnusableException(path, "it is not there");
        }

        // Nobody has it open: so its log is at rest and can be looked at, and nobody may begin to write it. A log that grows cannot be
        // looked at, and whoever lets it grow has looked before.
        using var fileLock = SqliteLock.TryTake(path);
        return Tried(path, () =>
        {
            if (fileLock is not null)
            {
                SqliteInspection.Inspect(path, options);
            }

            return Copy(path, Path.GetFullPath(file), options);
        });
    }

    internal static long Restore(string file, SqliteGrainStorageOptions options)
    {
        var (path, backup) = (Path.GetFullPath(options.DataSource), Path.GetFullPath(file));
        using var fileLock = SqliteLock.Take(path);
        foreach (var name in Suffixes.Select(suffix => path + suffix))
        {
            if (new FileInfo(name) is { Exists: true, Length: > 0 })
            {
                throw new StorageUnusableException(
                    path, $"{name} is there, and a restore overwrites nothing; move the old store away, its -wal with it");
            }
        }

        if (!File.Exists(backup))
        {
            throw new StorageUnusableException(backup, "it is not there");
        }

        return Tried(backup, () =>
        {
            SqliteInspection.Inspect(backup, options);
            foreach (var name in Suffixes.Append("-shm").Select(suffix => path + suffix))
            {
                File.Delete(name);
            }

            return Copy(backup, path, options);
        });
    }

    private static long Copy(string source, string target, SqliteGrainStorageOptions options)
    {
        using var connection = SqliteExtensions.Connect(source, SqliteOpenMode.ReadOnly, options.Vfs);

        // Whoever wrote it may have died meanwhile: the log is left to the next one who opens it, who looks at it first.
        connection.KeepLogOnClose();
        SqliteInspection.CheckIsOurs(connection, source, options);
        return SqliteCopy.Make(connection, target, overwrite: false);
    }

    private static long Tried(string path, Func<long> action)
    {
        try
        {
            return action();
        }
        catch (SqliteException failure)
        {
            throw new StorageUnusableException(path, SqliteResult.ReasonOf(failure), failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnusableException(path, failure.Message, failure);
        }
    }
}

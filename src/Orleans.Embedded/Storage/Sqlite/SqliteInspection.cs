using Microsoft.Data.Sqlite;

namespace Orleans.Embedded;

/// <summary>Looks at a database, its log and its journal, and changes none of them.</summary>
internal static class SqliteInspection
{
    /// <summary>Bytes of the file up to which a journal beside it can be ours: we leave one only while the file is made.</summary>
    private const long JournalledBytesMax = 65_536;

    private static readonly string[] Suffixes = ["", "-journal", "-wal"];

    /// <summary>Nothing is there, or what is there is sound and ours.</summary>
    /// <exception cref="StorageUnusableException">It is neither.</exception>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    internal static void Inspect(string path, SqliteGrainStorageOptions options)
    {
        if (LengthOf(path) == 0)
        {
            // SQLite would delete the log, and with it what was answered. No crash of ours leaves this: the file's first page is on disk
            // before its log is made.
            if (LengthOf(path + "-wal") > 0)
            {
                throw new StorageUnusableException(
                    path,
                    $"the file is empty or missing, but its log {path}-wal is there; restore the file, or remove the log to start anew");
            }

            return;
        }

        if (LengthOf(path + "-wal") > 0 && SqliteLog.IsDamaged(path + "-wal"))
        {
            throw new StorageUnusableException(path, $"its log is damaged ({path}-wal); restore both from a backup");
        }

        if (LengthOf(path + "-journal") == 0)
        {
            InspectFile(path, path, options);
        }
        else if (LengthOf(path) <= JournalledBytesMax)
        {
            InspectCopy(path, options);
        }
        else
        {
            throw new StorageUnusableException(path, "it is another program's database, in the middle of a change");
        }
    }

    /// <param name="connection">The database.</param>
    /// <param name="name">What it is called in the exception.</param>
    /// <param name="options">The schema that is known.</param>
    /// <exception cref="StorageUnusableException">It is newer, or another program's.</exception>
    internal static void CheckIsOurs(SqliteConnection connection, string name, SqliteGrainStorageOptions options)
    {
        var version = SqliteSchema.VersionOf(connection);
        if (version > options.Schema.Version)
        {
            throw new StorageUnusableException(
                name, $"it was written by a newer version of this program (schema {version}; this one knows {options.Schema.Version})");
        }

        if (!SqliteSchema.IsOurs(connection, version))
        {
            throw new StorageUnusableException(name, "it is another program's database");
        }
    }

    /// <summary>To read a database with a journal is to undo what the journal says.</summary>
    private static void InspectCopy(string path, SqliteGrainStorageOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("inspect-");
        try
        {
            var copy = Path.Combine(folder.FullName, Path.GetFileName(path));
            foreach (var suffix in Suffixes.Where(suffix => File.Exists(path + suffix)))
            {
                File.Copy(path + suffix, copy + suffix);
            }

            InspectFile(copy, path, new SqliteGrainStorageOptions { Schema = options.Schema }, SqliteOpenMode.ReadWrite);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void InspectFile(
        string path, string name, SqliteGrainStorageOptions options, SqliteOpenMode mode = SqliteOpenMode.ReadOnly)
    {
        using var connection = SqliteExtensions.Connect(path, mode, options.Vfs);
        if (LengthOf(path + "-wal") > 0)
        {
            connection.KeepLogOnClose();
        }

        CheckIsOurs(connection, name, options);
        if (connection.Scalar("PRAGMA quick_check(1)") is not "ok")
        {
            throw new StorageUnusableException(name, SqliteResult.Damaged);
        }
    }

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true, Length: var length } ? length : 0;
}

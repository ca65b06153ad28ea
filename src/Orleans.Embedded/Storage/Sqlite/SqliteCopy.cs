using Microsoft.Data.Sqlite;

namespace Orleans.Embedded;

/// <summary>Copies a database as it is at one moment.</summary>
internal static class SqliteCopy
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// 1. A file of another name. 2. All rows in it, of one snapshot: with a log a writer goes on meanwhile, and all that it has committed
    /// before is there. 3. It is checked. 4. It is on the disk. 5. It has its name, on the disk too.
    /// </summary>
    /// <param name="connection">The database.</param>
    /// <param name="target">The copy; in a folder that is there.</param>
    /// <param name="overwrite">Whether a file of that name is replaced; otherwise it is an error.</param>
    /// <returns>Bytes of the copy.</returns>
    /// <exception cref="SqliteException">The database cannot be read, or the copy not be written.</exception>
    /// <exception cref="IOException">The file is there, or cannot be made.</exception>
    /// <exception cref="StorageUnusableException">The copy is not sound, so the database is not.</exception>
    internal static long Make(SqliteConnection connection, string target, bool overwrite)
    {
        var part = $"{target}.{Environment.ProcessId}.part";
        File.Delete(part);
        try
        {
            // Step 1: it holds password hashes.
            CreateForOwner(part);

            // Step 2
            using (var copy = connection.CreateCommand())
            {
                copy.CommandText = "VACUUM INTO $file";
                copy.Parameters.AddWithValue("$file", part);
                copy.ExecuteNonQuery();
            }

            // Step 3
            using (var check = SqliteExtensions.Connect(part, SqliteOpenMode.ReadOnly, vfs: null))
            {
                if (check.Scalar("PRAGMA integrity_check(1)") is not "ok")
                {
                    throw new StorageUnusableException(connection.DataSource, SqliteResult.Damaged);
                }
            }

            // Step 4
            DiskSync.File(part);

            // Step 5
            var bytes = new FileInfo(part).Length;
            File.Move(part, target, overwrite);
            DiskSync.Folder(Path.GetDirectoryName(target)!);
            return bytes;
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    private static void CreateForOwner(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var file = new FileStream(path, options);
    }
}

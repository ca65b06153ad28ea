using Microsoft.Data.Sqlite;

namespace Orleans.Embedded;

/// <summary>Opens the database: looks first, and writes only into what is sound, ours and used by nobody else.</summary>
internal sealed class SqliteFile : IDisposable
{
    internal const string Memory = ":memory:";

    private const int ReadersWaitedForMs = 5_000;

    private readonly FileStream? _lock;

    private SqliteFile(SqliteConnection connection, FileStream? fileLock)
    {
        Connection = connection;
        _lock = fileLock;
    }

    internal SqliteConnection Connection { get; }

    /// <summary>Moves what is in the log into the file and lets it go.</summary>
    public void Dispose()
    {
        try
        {
            Connection.Run("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        finally
        {
            Close();
        }
    }

    /// <summary>
    /// Lets the file and its log go as they are: after a failed sync nothing may be taken for durable that was not before.
    /// </summary>
    internal void Abandon()
    {
        Connection.KeepLogOnClose();
        Close();
    }

    /// <exception cref="StorageUnusableException">Damaged, newer, in use by another process, not writable.</exception>
    internal static SqliteFile Open(SqliteGrainStorageOptions options)
    {
        if (options.DataSource == Memory)
        {
            return new SqliteFile(OpenForUse(Memory, options), null);
        }

        var path = Path.GetFullPath(options.DataSource);
        var fileLock = SqliteLock.Take(path);
        try
        {
            SqliteInspection.Inspect(path, options);
            return new SqliteFile(OpenForUse(path, options), fileLock);
        }
        catch (Exception exception)
        {
            fileLock.Dispose();
            throw exception switch
            {
                SqliteException failure => new StorageUnusableException(path, SqliteResult.ReasonOf(failure), failure),
                IOException or UnauthorizedAccessException => new StorageUnusableException(path, exception.Message, exception),
                _ => exception,
            };
        }
    }

    private void Close()
    {
        Connection.Dispose();
        _lock?.Dispose();
    }

    private static SqliteConnection OpenForUse(string path, SqliteGrainStorageOptions options)
    {
        var connection = SqliteExtensions.Connect(path, SqliteOpenMode.ReadWriteCreate, options.Vfs);
        try
        {
            connection.Run("PRAGMA journal_mode = WAL");
            connection.Run($"PRAGMA synchronous = {options.Synchronous}");

            // A log left by a process that died may be only in the system's cache, where a failed sync left it: what is written behind it
            // would be lost with it. So all of it is written anew, into the file, and the log begins anew.
            // Who reads, as a backup does, is waited for.
            connection.Run($"PRAGMA busy_timeout = {ReadersWaitedForMs}");
            if (connection.Scalar("PRAGMA wal_checkpoint(TRUNCATE)") is not 0L)
            {
                throw new StorageUnusableException(path, "another process has locked it, or reads it");
            }

            connection.Run("PRAGMA busy_timeout = 0");
            KeepOld(connection, path, options.Schema);
            options.Schema.Migrate(connection);

            // KiB, as a negative number: grains are read one by one, in any order.
            connection.Run("PRAGMA cache_size = -65536");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A step cannot be taken back, so a copy from before it stays, for who must go back to the older program.</summary>
    private static void KeepOld(SqliteConnection connection, string path, SqliteSchema schema)
    {
        var version = SqliteSchema.VersionOf(connection);
        if (path != Memory && version > 0 && version < schema.Version)
        {
            SqliteCopy.Make(connection, $"{path}.schema{version}", overwrite: true);
        }
    }
}

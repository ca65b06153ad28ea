using Microsoft.Data.Sqlite;

namespace Orleans.Embedded;

/// <summary>Opens the database: looks first, and writes only into what is sound, ours and used by nobody else.</summary>
internal sealed class SqliteFile : IDisposable
{
    internal const string Memory = ":memory:";

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
        var fileLock = Lock(path);
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

    /// <summary>SQLite would let two processes write by turns; each would believe that its grains alone have the rows.</summary>
    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var reason = Directory.Exists(Path.GetDirectoryName(path))
                ? $"another process has it open ({exception.Message})"
                : "its directory does not exist";
            throw new StorageUnusableException(path, reason, exception);
        }
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
            connection.Run("PRAGMA wal_checkpoint(TRUNCATE)");
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
}

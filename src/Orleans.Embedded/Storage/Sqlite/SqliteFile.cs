using Microsoft.Data.Sqlite;

namespace Orleans.Embedded;

/// <summary>Opens the database: looks first, and writes only into what is sound, ours and used by nobody else.</summary>
internal sealed class SqliteFile : IDisposable
{
    internal const string Memory = ":memory:";

    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int NotADatabase = 26;

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
        Connection.Run("PRAGMA wal_checkpoint(TRUNCATE)");
        Connection.Dispose();
        _lock?.Dispose();
    }

    /// <exception cref="StorageUnusableException">Damaged, newer, in use by another process, not writable.</exception>
    internal static SqliteFile Open(string dataSource)
    {
        if (dataSource == Memory)
        {
            return new SqliteFile(OpenForUse(dataSource), null);
        }

        var path = Path.GetFullPath(dataSource);
        var fileLock = Lock(path);
        try
        {
            if (File.Exists(path) && new FileInfo(path).Length > 0)
            {
                Inspect(path);
            }

            return new SqliteFile(OpenForUse(path), fileLock);
        }
        catch (Exception exception)
        {
            fileLock.Dispose();
            if (exception is SqliteException failure)
            {
                throw new StorageUnusableException(path, ReasonOf(failure), failure);
            }

            throw;
        }
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

    private static void Inspect(string path)
    {
        // Without a log to recover, nothing needs to be writable yet.
        var mode = File.Exists(path + "-wal") ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadOnly;
        using var connection = Connect(path, mode);
        var version = SqliteSchema.VersionOf(connection);
        if (version > SqliteSchema.Version)
        {
            throw new StorageUnusableException(
                path, $"it was written by a newer version of this program (schema {version}; this one knows {SqliteSchema.Version})");
        }

        if (connection.Scalar("PRAGMA quick_check(1)") is not "ok")
        {
            throw new StorageUnusableException(path, "it is damaged; restore it from a backup");
        }

        if (!SqliteSchema.IsOurs(connection, version))
        {
            throw new StorageUnusableException(path, "it is another program's database");
        }
    }

    private static SqliteConnection OpenForUse(string dataSource)
    {
        var connection = Connect(dataSource, SqliteOpenMode.ReadWriteCreate);
        try
        {
            connection.Run("PRAGMA journal_mode = WAL");
            connection.Run("PRAGMA synchronous = FULL");
            SqliteSchema.Migrate(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static SqliteConnection Connect(string dataSource, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = dataSource, Mode = mode, Pooling = false, DefaultTimeout = 1 }.ToString());
        connection.Open();
        return connection;
    }

    private static string ReasonOf(SqliteException failure) => failure.SqliteErrorCode switch
    {
        Corrupt => "it is damaged; restore it from a backup",
        NotADatabase => "it is no SQLite database",
        Busy or Locked => "another process has locked it",
        ReadOnly => "it is not writable",
        Full => "the disk is full",
        _ => failure.Message,
    };
}

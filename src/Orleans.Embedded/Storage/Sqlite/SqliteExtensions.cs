using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Orleans.Embedded;

internal static class SqliteExtensions
{
    /// <summary>SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE.</summary>
    private const int NoCheckpointOnClose = 1006;

    /// <param name="dataSource">File, or ":memory:".</param>
    /// <param name="mode">What may be done with it.</param>
    /// <param name="vfs">SQLite's name of the file system; null: the usual one.</param>
    internal static SqliteConnection Connect(string dataSource, SqliteOpenMode mode, string? vfs)
    {
        var builder = new SqliteConnectionStringBuilder { DataSource = dataSource, Mode = mode, Pooling = false, DefaultTimeout = 1 };
        if (vfs is not null)
        {
            builder.Vfs = vfs;
        }

        var connection = new SqliteConnection(builder.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Closing leaves file and log as they are; without this the last one to close moves the log into the file.</summary>
    internal static void KeepLogOnClose(this SqliteConnection connection)
        => SQLitePCL.raw.sqlite3_db_config(connection.Handle!, NoCheckpointOnClose, 1, out _);

    /// <summary>False: a transaction is still open. SQLite has rolled back by itself after some failures.</summary>
    internal static bool TryRollback(this SqliteConnection connection)
    {
        try
        {
            if (connection.IsInTransaction())
            {
                connection.Run("ROLLBACK");
            }

            return true;
        }
        catch (SqliteException)
        {
            return !connection.IsInTransaction();
        }
    }

    [SuppressMessage("Security", "CA2100", Justification = "The texts are constants of this assembly.")]
    internal static void Run(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [SuppressMessage("Security", "CA2100", Justification = "The texts are constants of this assembly.")]
    internal static object? Scalar(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static bool IsInTransaction(this SqliteConnection connection)
        => SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle!) == 0;
}

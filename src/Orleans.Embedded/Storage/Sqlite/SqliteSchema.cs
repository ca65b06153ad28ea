using Microsoft.Data.Sqlite;

namespace Orleans.Embedded;

/// <summary>The tables, as a list of steps: a database whose user_version is n has had the first n.</summary>
internal sealed class SqliteSchema(params IReadOnlyList<string> steps)
{
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE grain_state(
            grain_type TEXT NOT NULL,
            grain_key TEXT NOT NULL,
            state_name TEXT NOT NULL,
            json TEXT NOT NULL,
            version INTEGER NOT NULL,
            PRIMARY KEY(grain_type, grain_key, state_name)) WITHOUT ROWID
        """,

        // With a key of its own beside the rows: without, each search that passes a long row reads all of it to compare its key.
        """
        ALTER TABLE grain_state RENAME TO grain_state_1;
        CREATE TABLE grain_state(
            grain_type TEXT NOT NULL,
            grain_key TEXT NOT NULL,
            state_name TEXT NOT NULL,
            json TEXT NOT NULL,
            version INTEGER NOT NULL,
            PRIMARY KEY(grain_type, grain_key, state_name));
        INSERT INTO grain_state SELECT grain_type, grain_key, state_name, json, version FROM grain_state_1;
        DROP TABLE grain_state_1
        """,
    ];

    internal static SqliteSchema Current { get; } = new(Migrations);

    internal IReadOnlyList<string> Steps => steps;

    internal int Version => steps.Count;

    internal static int VersionOf(SqliteConnection connection)
        => Convert.ToInt32(connection.Scalar("PRAGMA user_version"), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether it has our table, or, before the first step, none at all.</summary>
    internal static bool IsOurs(SqliteConnection connection, int version)
        => connection.Scalar(version > 0
            ? "SELECT count(*) = 1 FROM sqlite_schema WHERE type = 'table' AND name = 'grain_state'"
            : "SELECT count(*) = 0 FROM sqlite_schema") is 1L;

    /// <summary>Does what the database has not had yet, all of it or nothing.</summary>
    internal void Migrate(SqliteConnection connection)
    {
        connection.Run("BEGIN IMMEDIATE");
        try
        {
            for (var version = VersionOf(connection); version < Version; version++)
            {
                connection.Run(steps[version]);
                connection.Run($"PRAGMA user_version = {version + 1}");
            }

            connection.Run("COMMIT");
        }
        catch
        {
            _ = connection.TryRollback();
            throw;
        }
    }
}

using Microsoft.Data.Sqlite;

namespace Orleans.Embedded;

/// <summary>What SQLite's result codes (https://sqlite.org/rescode.html) mean to us.</summary>
internal static class SqliteResult
{
    internal const string Damaged = "it is damaged; restore it from a backup";

    private const int Busy = 5;
    private const int Locked = 6;
    private const int OutOfMemory = 7;
    private const int ReadOnly = 8;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int TooBig = 18;
    private const int Constraint = 19;
    private const int NotADatabase = 26;

    /// <summary>
    /// Whether the database is as sound as before and the next group may be tried: nothing was written, or it did not fit (a sync that
    /// fails is never FULL). Anything else, above all IOERR and CORRUPT, ends the use of the database: after a failed sync the system may
    /// have dropped what it could not write, and a later sync that succeeds proves nothing about it.
    /// </summary>
    internal static bool IsRefusal(SqliteException failure)
        => failure.SqliteErrorCode is Busy or Locked or OutOfMemory or Full or TooBig or Constraint;

    /// <summary>For the operator: why the database cannot be used.</summary>
    internal static string ReasonOf(SqliteException failure) => failure.SqliteErrorCode switch
    {
        Corrupt => Damaged,
        NotADatabase => "it is no SQLite database",
        Busy or Locked => "another process has locked it",
        ReadOnly => "it is not writable",
        Full => "the disk is full",
        _ => failure.Message,
    };
}

namespace EventPlatform.Silo;

/// <summary>A process of a cluster has no store of its own.</summary>
public static class PlatformStore
{
    /// <summary>Why there is none.</summary>
    public static string? Elsewhere => "a cluster's state is in PostgreSQL: use pg_dump and pg_restore (docs/operations.md)";

    /// <exception cref="NotSupportedException">Always.</exception>
    public static long Backup(string dataPath, string file) => throw new NotSupportedException(Elsewhere);

    /// <exception cref="NotSupportedException">Always.</exception>
    public static long Restore(string file, string dataPath) => throw new NotSupportedException(Elsewhere);
}

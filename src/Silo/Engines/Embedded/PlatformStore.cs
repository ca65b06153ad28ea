using Orleans.Embedded;

namespace EventPlatform.Silo;

/// <summary>Backup and restore of the store that a process has for itself.</summary>
public static class PlatformStore
{
    /// <summary>Why there is none; null: there is.</summary>
    public static string? Elsewhere => null;

    /// <summary>Copies the store, which a running server may be writing, as it is at one moment.</summary>
    /// <param name="dataPath"><c>Data:Path</c>.</param>
    /// <param name="file">The backup, which is not there yet.</param>
    /// <returns>Bytes of the backup.</returns>
    /// <exception cref="OrleansException">One of the two cannot be used; there is no backup.</exception>
    public static long Backup(string dataPath, string file) => SqliteBackup.Backup(dataPath, file);

    /// <summary>Makes the store of a backup, where none is.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="dataPath"><c>Data:Path</c>; its folder is there.</param>
    /// <returns>Bytes of the store.</returns>
    /// <exception cref="OrleansException">One of the two cannot be used; there is no store.</exception>
    public static long Restore(string file, string dataPath) => SqliteBackup.Restore(file, dataPath);
}

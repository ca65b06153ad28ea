namespace Orleans.Embedded.Tests;

/// <summary>
/// A disk that remembers what was synced, and fails when it is told to. The files themselves are real: this is what would be left of them
/// if the power went.
/// </summary>
internal sealed class UnreliableDisk
{
    private const int WriteError = 10 | (3 << 8);
    private const int SyncError = 10 | (4 << 8);

    private readonly Dictionary<string, DiskFile> _durable = new(StringComparer.Ordinal);
    private readonly List<DiskFile> _open = [];

    /// <summary>Deleted files that a power loss brings back.</summary>
    private readonly HashSet<string> _deleted = [];

    /// <summary>The deed, counted from 1, at which the power goes; it and all after it fail.</summary>
    internal int PowerEndsAt { get; init; } = int.MaxValue;

    /// <summary>SQLite's result code for a deed at a file; 0: it is done.</summary>
    internal Func<DiskDeed, string, int> Refuses { get; set; } = (_, _) => 0;

    internal int Deeds { get; private set; }

    internal int Syncs { get; private set; }

    internal bool HasPower => Deeds < PowerEndsAt;

    /// <summary>Whether all that was written to the log is on the disk.</summary>
    internal bool IsLogSynced => _open.Where(file => file.Path.EndsWith("-wal", StringComparison.Ordinal)).All(file => file.IsSynced);

    internal DiskFile Open(string path, bool isThere)
    {
        if (isThere && _open.Find(file => file.Path == path) is { } known)
        {
            return known;
        }

        var file = new DiskFile(path);
        if (isThere)
        {
            file.Load();
            _durable[path] = file;
        }

        _open.Add(file);
        return file;
    }

    internal int Do(DiskDeed deed, DiskFile file, Func<int> really)
    {
        var result = Begin(deed, file.Path);
        if (result != 0)
        {
            if (deed == DiskDeed.Sync && HasPower)
            {
                file.Forget();
            }

            return result;
        }

        result = really();
        if (result == 0 && deed == DiskDeed.Sync)
        {
            Syncs++;
            file.Sync();
            if (!_durable.TryGetValue(file.Path, out var former) || former != file)
            {
                // The first sync of a new log or journal syncs their folder too.
                _durable[file.Path] = file;
                _deleted.Remove(file.Path);
                if (Path.GetExtension(file.Path).Contains('-', StringComparison.Ordinal))
                {
                    SyncFolder();
                }
            }
        }

        return result;
    }

    /// <param name="path">The file.</param>
    /// <param name="isSynced">Whether the folder is synced too; otherwise a power loss brings the file back.</param>
    /// <param name="really">Deletes it.</param>
    internal int Delete(string path, bool isSynced, Func<int> really)
    {
        var result = Begin(DiskDeed.Delete, path);
        if (result != 0)
        {
            return result;
        }

        _open.RemoveAll(file => file.Path == path);
        _deleted.Add(path);
        if (isSynced)
        {
            SyncFolder();
        }

        return really();
    }

    /// <summary>Writes what a power loss leaves into another folder.</summary>
    internal void Restore(string folder, Func<DiskFile.Change, bool> survives)
    {
        foreach (var file in _durable.Values.Concat(_open).Distinct())
        {
            var bytes = file.After(survives);
            if (bytes.Length > 0 || _durable.ContainsValue(file))
            {
                File.WriteAllBytes(Path.Combine(folder, Path.GetFileName(file.Path)), bytes);
            }
        }
    }

    private void SyncFolder()
    {
        foreach (var deleted in _deleted)
        {
            _durable.Remove(deleted);
        }

        _deleted.Clear();
    }

    private int Begin(DiskDeed deed, string path)
    {
        Deeds++;
        return HasPower ? Refuses(deed, path) : deed == DiskDeed.Sync ? SyncError : WriteError;
    }
}

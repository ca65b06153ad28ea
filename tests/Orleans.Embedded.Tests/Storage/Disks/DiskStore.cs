namespace Orleans.Embedded.Tests;

/// <summary>A store on a disk that may fail, run by one thread.</summary>
internal sealed class DiskStore : IDisposable
{
    private readonly DiskVfs? _vfs;
    private readonly SqliteWriter _writer;

    /// <param name="file">The database.</param>
    /// <param name="scheduler">Runs it.</param>
    /// <param name="disk">What it is written to; null: the machine's own.</param>
    /// <param name="synchronous">SQLite's setting.</param>
    /// <param name="schema">The tables; null: those of the product.</param>
    internal DiskStore(
        string file,
        DeterministicScheduler scheduler,
        UnreliableDisk? disk = null,
        string synchronous = "FULL",
        SqliteSchema? schema = null)
    {
        _vfs = disk is null ? null : new DiskVfs(disk);
        _writer = new SqliteWriter(
            new SqliteGrainStorageOptions
            {
                DataSource = file,
                Vfs = _vfs?.Name,
                Synchronous = synchronous,
                Schema = schema ?? SqliteSchema.Current,
                OnCommitted = writes => Groups.Add(writes),
            },
            scheduler,
            Faults.Add);
        Storage = new SqliteGrainStorage(_writer);
    }

    internal SqliteGrainStorage Storage { get; }

    /// <summary>Writes of each commit.</summary>
    internal List<int> Groups { get; } = [];

    internal List<OrleansException> Faults { get; } = [];

    public void Dispose()
    {
        try
        {
            Storage.Dispose();
        }
        catch (OrleansException failure)
        {
            Faults.Add(failure);
        }

        _vfs?.Dispose();
    }

    /// <summary>False: the disk failed.</summary>
    internal bool TryOpen()
    {
        try
        {
            Storage.Open();
            return true;
        }
        catch (StorageUnusableException failure)
        {
            Faults.Add(failure);
            return false;
        }
    }
}

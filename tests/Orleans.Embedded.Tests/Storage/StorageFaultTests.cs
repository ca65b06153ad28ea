namespace Orleans.Embedded.Tests;

/// <summary>What a failure of the disk does: nothing to the database, or the end of its use.</summary>
public sealed class StorageFaultTests : IDisposable
{
    private const int Full = 13;
    private const int SyncError = 10 | (4 << 8);
    private readonly TempDirectory _directory = new();
    private readonly DeterministicScheduler _scheduler = new(1);
    private readonly UnreliableDisk _disk = new();

    private string Database => _directory.File("states.db");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Write_DiskFull_FailsAloneAndTheNextIsAnswered()
    {
        var run = new StoreRun(1);
        using (var store = Open())
        {
            _disk.Refuses = (deed, _) => deed == DiskDeed.Write ? Full : 0;
            _scheduler.Run(() => run.Write(store.Storage, 1, () => { }));
            Assert.Equal(0, run.Answers);

            _disk.Refuses = (_, _) => 0;
            var later = new StoreRun(2);
            _scheduler.Run(() => later.Write(store.Storage, 5, () => { }));
            Assert.InRange(later.Answers, 5, 100);
            Assert.Empty(store.Faults);
        }

        Assert.False(File.Exists(Database + "-wal"));
    }

    /// <summary>The sync that fails drops what it should have written; the next one succeeds and proves nothing.</summary>
    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void Write_AfterAFailedSync_FailsForGoodAndNothingAnsweredIsMissing(int seed)
    {
        var run = new StoreRun(seed);
        using (var store = Open())
        {
            _scheduler.Run(() => run.Write(store.Storage, 50, () => { }));
            var answers = run.Answers;
            var fails = true;
            _disk.Refuses = (deed, path) =>
            {
                var refused = fails && deed == DiskDeed.Sync && path.EndsWith("-wal", StringComparison.Ordinal);
                fails &= !refused;
                return refused ? SyncError : 0;
            };

            _scheduler.Run(() => run.Write(store.Storage, 5, () => { }));
            Assert.False(fails);
            Assert.Single(store.Faults);
            _scheduler.Run(() => run.Write(store.Storage, 1, () => { }));
            Assert.Equal(answers, run.Answers);
            Assert.Single(store.Faults);
        }

        Assert.Empty(Lost(run, Database));
        _disk.Restore(_directory.Folder("restored"), _ => false);
        Assert.Empty(Lost(run, _directory.File("restored/states.db")));
    }

    /// <summary>What fails in other ways than by SQLite must neither end the thread nor leave a transaction open.</summary>
    [Fact]
    public void Write_ThrowingAnything_FailsAloneAndTheNextIsAnswered()
    {
        var faults = new List<OrleansException>();
        var writer = new SqliteWriter(new SqliteGrainStorageOptions { DataSource = Database }, _scheduler, faults.Add);
        writer.Open();
        _scheduler.Run(async () =>
        {
            var failing = writer.Post(_ => throw new InvalidOperationException("ours"), isWrite: true);
            Assert.Contains("ours", (await Assert.ThrowsAsync<OrleansException>(() => failing)).Message, StringComparison.Ordinal);
            var run = new StoreRun(1);
            await run.Write(new SqliteGrainStorage(writer), 3, () => { });
            Assert.InRange(run.Answers, 1, 60);
        });

        Assert.Empty(faults);
        writer.Close();
    }

    private DiskStore Open()
    {
        var store = new DiskStore(Database, _scheduler, _disk);
        Assert.True(store.TryOpen());
        return store;
    }

    private List<int> Lost(StoreRun run, string file)
    {
        using var store = new DiskStore(file, _scheduler);
        Assert.True(store.TryOpen());
        List<int> lost = [];
        _scheduler.Run(async () => lost = await run.Lost(store.Storage));
        return lost;
    }
}

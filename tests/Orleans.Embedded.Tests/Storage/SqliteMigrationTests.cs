using Microsoft.Data.Sqlite;

namespace Orleans.Embedded.Tests;

/// <summary>Steps from one version of the tables to another, among them one that only these tests have.</summary>
public sealed class SqliteMigrationTests : IDisposable
{
    private const string TestStep =
        "CREATE TABLE later(a); INSERT INTO later SELECT state_name FROM grain_state; CREATE INDEX i ON later(a)";

    private const string FailingStep = "CREATE TABLE a(b); INSERT INTO missing VALUES (1)";
    private readonly TempDirectory _directory = new();
    private readonly DeterministicScheduler _scheduler = new(1);

    private static SqliteSchema Later { get; } = new([.. SqliteSchema.Current.Steps, TestStep]);

    public static TheoryData<int, int> Pairs =>
        [.. from now in Enumerable.Range(1, Later.Version) from old in Enumerable.Range(0, now + 1) select (old, now)];

    public void Dispose() => _directory.Dispose();

    [Theory, MemberData(nameof(Pairs))]
    public void Open_FromEachVersionToEachLater_HasItAndKeepsTheRows(int old, int now)
    {
        var file = _directory.File("states.db");
        var run = Make(file, old);
        using (var store = new DiskStore(file, _scheduler, schema: Until(now)))
        {
            Assert.True(store.TryOpen());
            _scheduler.Run(async () => Assert.Empty(await run.Lost(store.Storage)));
        }

        Assert.Equal(now, VersionOf(file));
        Assert.Equal(now == Later.Version ? 1L : 0L, Scalar(file, "SELECT count(*) FROM sqlite_schema WHERE name = 'later'"));
    }

    /// <summary>A power loss at any moment of a step: all of it is there or nothing of it, and the next start does the rest.</summary>
    [Fact]
    public void PowerLoss_AtAnyMomentOfAStep_LeavesTheOldVersionOrTheNew()
    {
        var versions = new HashSet<int>();
        var isOpen = false;
        for (var moment = 1; !isOpen; moment++)
        {
            var folder = _directory.Folder($"{moment}");
            var run = Make(Path.Combine(folder, "states.db"), SqliteSchema.Current.Version);
            var disk = new UnreliableDisk { PowerEndsAt = moment };
            using (var store = new DiskStore(Path.Combine(folder, "states.db"), _scheduler, disk, schema: Later))
            {
                isOpen = store.TryOpen();
            }

            var restored = _directory.Folder($"{moment}/restored");
            disk.Restore(restored, change => change.At % 8_192 == 32);
            var file = Path.Combine(restored, "states.db");
            var version = VersionOf(file);
            versions.Add(version);
            var made = Scalar(file, "SELECT count(*) FROM sqlite_schema WHERE name IN ('later', 'i')");
            Assert.Equal(version == Later.Version ? 2L : 0L, made);
            using var again = new DiskStore(file, _scheduler, schema: Later);
            Assert.True(again.TryOpen());
            _scheduler.Run(async () => Assert.Empty(await run.Lost(again.Storage)));
        }

        Assert.Equal([SqliteSchema.Current.Version, Later.Version], versions.Order());
    }

    [Fact]
    public void Open_WithAStepThatFails_LeavesTheOldVersion()
    {
        var file = _directory.File("states.db");
        var run = Make(file, 1);
        using (var store = new DiskStore(file, _scheduler, schema: new([.. Later.Steps, FailingStep])))
        {
            Assert.False(store.TryOpen());
        }

        Assert.Equal(1, VersionOf(file));
        using var again = new DiskStore(file, _scheduler);
        Assert.True(again.TryOpen());
        _scheduler.Run(async () => Assert.Empty(await run.Lost(again.Storage)));
    }

    /// <summary>Who must go back to the older program puts the copy in the file's place.</summary>
    [Theory, InlineData(1), InlineData(2)]
    public void Open_FromAnOlderVersion_LeavesACopyThatTheOlderProgramOpens(int old)
    {
        var file = _directory.File("states.db");
        var run = Make(file, old);
        using (var store = new DiskStore(file, _scheduler, schema: Later))
        {
            Assert.True(store.TryOpen());
            _scheduler.Run(() => new StoreRun(2).Write(store.Storage, 5, () => { }));
        }

        Assert.Equal([$"{file}.schema{old}"], Directory.GetFiles(Path.GetDirectoryName(file)!, "*.schema*"));
        using var former = new DiskStore($"{file}.schema{old}", _scheduler, schema: Until(old));
        Assert.True(former.TryOpen());
        _scheduler.Run(async () => Assert.Empty(await run.Lost(former.Storage)));
    }

    [Fact]
    public void Open_OfTheSameVersionOrANewFile_LeavesNoCopy()
    {
        Make(_directory.File("states.db"), Later.Version);
        Make(_directory.File("states.db"), Later.Version);

        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(_directory.File("x"))!, "*.schema*"));
    }

    private static SqliteSchema Until(int version) => new([.. Later.Steps.Take(version)]);

    private static int VersionOf(string file) => Convert.ToInt32(Scalar(file, "PRAGMA user_version"), null);

    private static object? Scalar(string file, string sql)
    {
        using var connection = SqliteExtensions.Connect(file, SqliteOpenMode.ReadWrite, vfs: null);
        return connection.Scalar(sql);
    }

    /// <summary>A database of a version, with rows as far as it has the table.</summary>
    private StoreRun Make(string file, int version)
    {
        var run = new StoreRun(1);
        if (version == 0)
        {
            File.WriteAllBytes(file, []);
            return run;
        }

        using var store = new DiskStore(file, _scheduler, schema: Until(version));
        Assert.True(store.TryOpen());
        _scheduler.Run(() => run.Write(store.Storage, 3, () => { }));
        return run;
    }
}

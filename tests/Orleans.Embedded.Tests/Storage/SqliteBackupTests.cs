using Microsoft.Data.Sqlite;

namespace Orleans.Embedded.Tests;

/// <summary>Backup and restore (docs/operations.md).</summary>
public sealed class SqliteBackupTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly DeterministicScheduler _scheduler = new(1);

    private string Database => _directory.File("states.db");

    private string Copy => _directory.File("backup.db");

    public void Dispose() => _directory.Dispose();

    /// <summary>Whatever was answered before is in it, and what is written after it does not disturb it.</summary>
    [Fact]
    public void Backup_OfAStoreInUse_HasAllThatWasAnswered()
    {
        var run = new StoreRun(1);
        using (var store = Opened(Database))
        {
            _scheduler.Run(() => run.Write(store.Storage, 20, () => { }));
            var bytes = SqliteBackup.Backup(Database, Copy);
            Assert.Equal(new FileInfo(Copy).Length, bytes);
            _scheduler.Run(() => new StoreRun(2).Write(store.Storage, 5, () => { }));
        }

        using var copy = Opened(Copy);
        _scheduler.Run(async () => Assert.Empty(await run.Lost(copy.Storage)));
        Assert.Equal([".db", ".lock", ".shm", ".wal"], Extensions().Order());
    }

    /// <summary>The server may stop and start while it is read: the log is not taken away from under it.</summary>
    [Fact]
    public void Backup_OfAStoreThatWasKilled_HasItsLogAndLeavesIt()
    {
        var run = new StoreRun(1);
        using (var store = Opened(Database))
        {
            _scheduler.Run(() => run.Write(store.Storage, 20, () => { }));
            File.Copy(Database, _directory.File("killed.db"));
            File.Copy(Database + "-wal", _directory.File("killed.db-wal"));
        }

        var log = File.ReadAllBytes(_directory.File("killed.db-wal"));
        SqliteBackup.Backup(_directory.File("killed.db"), Copy);

        Assert.NotEmpty(log);
        Assert.Equal(log, File.ReadAllBytes(_directory.File("killed.db-wal")));
        using var copy = Opened(Copy);
        _scheduler.Run(async () => Assert.Empty(await run.Lost(copy.Storage)));
    }

    /// <summary>It holds password hashes.</summary>
    [Fact]
    public void Backup_Made_IsForItsOwnerOnly()
    {
        Make(Database);
        SqliteBackup.Backup(Database, Copy);

        // Windows has no such modes.
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Copy));
        }
    }

    [Fact]
    public void Backup_WhereAFileIs_IsRefusedAndLeavesIt()
    {
        Make(Database);
        File.WriteAllText(Copy, "precious");

        Refused("already exists", () => SqliteBackup.Backup(Database, Copy));
        Assert.Equal("precious", File.ReadAllText(Copy));
        Assert.DoesNotContain(".part", Extensions());
    }

    [Fact]
    public void Backup_OfADamagedStore_IsRefusedAndLeavesNothing()
    {
        Make(Database);
        using (var file = File.OpenWrite(Database))
        {
            file.Position = 4_096 + 8;
            file.Write(new byte[4_000]);
        }

        Refused("damaged", () => SqliteBackup.Backup(Database, Copy));
        Assert.False(File.Exists(Copy));
        Assert.DoesNotContain(".part", Extensions());
    }

    [Fact]
    public void Backup_OfNothing_IsRefused() => Refused("it is not there", () => SqliteBackup.Backup(Database, Copy));

    [Fact]
    public void Restore_WhereNothingIs_HasAllOfTheBackup()
    {
        var run = Make(Copy);
        var bytes = File.ReadAllBytes(Copy);
        File.WriteAllBytes(Database, []);
        File.WriteAllBytes(Database + "-shm", new byte[32_768]);
        File.WriteAllBytes(Database + "-wal", []);

        SqliteBackup.Restore(Copy, Database);

        Assert.Equal(bytes, File.ReadAllBytes(Copy));
        using var store = Opened(Database);
        _scheduler.Run(async () => Assert.Empty(await run.Lost(store.Storage)));
    }

    /// <summary>A log without its file counts too: it would be taken for that of the restored file.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    [InlineData("-journal")]
    public void Restore_WhereSomethingIs_IsRefusedAndLeavesIt(string suffix)
    {
        Make(Copy);
        File.WriteAllText(Database + suffix, "precious");

        Refused($"{Database}{suffix} is there", () => SqliteBackup.Restore(Copy, Database));
        Assert.Equal("precious", File.ReadAllText(Database + suffix));
    }

    [Fact]
    public void Restore_OverARunningServersStore_IsRefused()
    {
        Make(Copy);
        using var store = Opened(Database);
        Refused("another process has it open", () => SqliteBackup.Restore(Copy, Database));
    }

    [Fact]
    public void Restore_OfANewerBackup_IsRefusedAndMakesNothing()
    {
        Make(Copy);
        Run(Copy, "PRAGMA user_version = 1000");

        Refused("newer version", () => SqliteBackup.Restore(Copy, Database));
        Assert.False(File.Exists(Database));
    }

    [Fact]
    public void Restore_OfADamagedBackup_IsRefusedAndMakesNothing()
    {
        Make(Copy);
        using (var file = File.OpenWrite(Copy))
        {
            file.SetLength(file.Length - 4_096);
        }

        Refused("damaged", () => SqliteBackup.Restore(Copy, Database));
        Assert.False(File.Exists(Database));
    }

    [Fact]
    public void Restore_OfSomethingElse_IsRefusedAndMakesNothing()
    {
        Run(Copy, "CREATE TABLE theirs(a)");

        Refused("another program's", () => SqliteBackup.Restore(Copy, Database));
        Assert.False(File.Exists(Database));
    }

    /// <summary>What was committed is written anew at a start, which cannot be while somebody reads it: it is not begun without.</summary>
    [Fact]
    public void Open_WhileSomebodyReadsALogThatAKillLeft_IsRefused()
    {
        using (var store = Opened(Database))
        {
            _scheduler.Run(() => new StoreRun(1).Write(store.Storage, 20, () => { }));
            File.Copy(Database, _directory.File("killed.db"));
            File.Copy(Database + "-wal", _directory.File("killed.db-wal"));
        }

        using var reader = SqliteExtensions.Connect(_directory.File("killed.db"), SqliteOpenMode.ReadOnly, vfs: null);
        reader.Run("BEGIN; SELECT count(*) FROM grain_state");
        using var again = new DiskStore(_directory.File("killed.db"), _scheduler);

        Assert.False(again.TryOpen());
        Assert.Contains("or reads it", Assert.Single(again.Faults).Message, StringComparison.Ordinal);
    }

    private static void Refused(string reason, Action action) =>
        Assert.Contains(reason, Assert.Throws<StorageUnusableException>(action).Reason, StringComparison.Ordinal);

    private static void Run(string file, string sql)
    {
        using var connection = SqliteExtensions.Connect(file, SqliteOpenMode.ReadWriteCreate, vfs: null);
        connection.Run(sql);
    }

    private IEnumerable<string> Extensions() =>
        Directory.EnumerateFiles(Path.GetDirectoryName(Database)!, $"{Path.GetFileName(Copy)}*")
            .Select(file => Path.GetExtension(file).Replace(".db-", ".", StringComparison.Ordinal));

    private StoreRun Make(string file)
    {
        var run = new StoreRun(1);
        using var store = Opened(file);
        _scheduler.Run(() => run.Write(store.Storage, 20, () => { }));
        return run;
    }

    private DiskStore Opened(string file)
    {
        var store = new DiskStore(file, _scheduler);
        Assert.True(store.TryOpen());
        return store;
    }
}

namespace Orleans.Embedded.Tests;

/// <summary>Damage to a log is told apart from a commit that was torn.</summary>
public sealed class SqliteLogTests : IDisposable
{
    private const int Header = 32;
    private const int Frame = 24 + 4_096;
    private readonly TempDirectory _directory = new();
    private readonly StoreRun _run = new(1);
    private readonly DeterministicScheduler _scheduler = new(1);

    private string Database => _directory.File("left.db");

    private string Log => Database + "-wal";

    public void Dispose() => _directory.Dispose();

    /// <summary>In the header of the log, in a frame's header, in its page, at several places before the last commit.</summary>
    [Theory]
    [InlineData(0), InlineData(20), InlineData(Header + 2), InlineData(Header + 9), InlineData(Header + 17), InlineData(Header + 1_000)]
    [InlineData(Header + (5 * Frame) + 100), InlineData(Header + (20 * Frame) + 4)]
    public void Open_LogDamagedBeforeItsLastCommit_RefusesAndLeavesIt(int at)
    {
        LeaveLog();
        Change(at);
        var (file, log) = (File.ReadAllBytes(Database), File.ReadAllBytes(Log));
        using var store = new DiskStore(Database, _scheduler);

        Assert.False(store.TryOpen());
        Assert.Contains("its log is damaged", Assert.Single(store.Faults).Message, StringComparison.Ordinal);
        Assert.Equal(file, File.ReadAllBytes(Database));
        Assert.Equal(log, File.ReadAllBytes(Log));
    }

    /// <summary>The last commit may have been torn by the end of the machine, whatever is left of it.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public void Open_LastCommitTorn_OpensWithoutIt(bool isCut)
    {
        LeaveLog();
        var last = (int)new FileInfo(Log).Length - Frame;
        if (isCut)
        {
            using var log = File.OpenWrite(Log);
            log.SetLength(last + 1_000);
        }
        else
        {
            Change(last + 500);
        }

        using var store = new DiskStore(Database, _scheduler);
        Assert.True(store.TryOpen());
    }

    [Fact]
    public void Open_LogAsItWasLeft_HasWhatIsInIt()
    {
        LeaveLog();
        using var store = new DiskStore(Database, _scheduler);
        Assert.True(store.TryOpen());
        _scheduler.Run(async () => Assert.Empty(await _run.Lost(store.Storage)));
    }

    private void LeaveLog()
    {
        using var store = new DiskStore(_directory.File("states.db"), _scheduler);
        Assert.True(store.TryOpen());
        _scheduler.Run(() => _run.Write(store.Storage, 20, () => { }));
        File.Copy(_directory.File("states.db"), Database);
        File.Copy(_directory.File("states.db-wal"), Log);
        Assert.InRange(new FileInfo(Log).Length, Header + (40 * Frame), Header + (900 * Frame));
    }

    private void Change(int at)
    {
        var bytes = File.ReadAllBytes(Log);
        bytes[at] ^= 0x55;
        File.WriteAllBytes(Log, bytes);
    }
}

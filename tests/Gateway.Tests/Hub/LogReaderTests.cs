using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Replica;
using EventPlatform.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventPlatform.Gateway.Tests.Hub;

public sealed class LogReaderTests
{
    private readonly ScriptedLog _log = new();
    private readonly RecordingDoor _door = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_BlocksInOrder_AreAppliedOnceWithTheirOffsets()
    {
        _log.Page(1, 10, "", marks: "a4");
        _log.Page(1, 10, "a5 b1 a5 a6 b1");
        Assert.Equal(["a5@1:10", "b1@1:11", "a6@1:13"], await Told(2));
    }

    [Theory]
    [InlineData("a6", "gap@1:10 a6@1:10")]
    [InlineData("a5 a7", "a5@1:10 gap@1:11 a7@1:11")]
    [InlineData("b2", "gap@1:10 b2@1:10")]
    [InlineData("b1 b3 b2", "b1@1:10 gap@1:11 b3@1:11")]
    public async Task Run_NumbersJump_TellsAGapAtThePlace(string blocks, string told)
    {
        _log.Page(1, 10, "", marks: "a4");
        _log.Page(1, 10, blocks);
        Assert.Equal(told.Split(' '), await Told(2));
    }

    [Fact]
    public async Task Run_PositionNotHeldAnyMore_TellsAGap()
    {
        _log.Page(1, 10, "");
        _log.Page(1, 20, "a1", hasGap: true);
        Assert.Equal(["gap@1:20", "a1@1:20"], await Told(2));
    }

    [Theory]
    [InlineData("a4", "a5 a6", "a5@1:10 a6@2:1")]
    [InlineData("a5", "a6", "a5@1:10 a6@2:0")]
    [InlineData("a7", "a8", "a5@1:10 gap@2:0 a8@2:0")]
    [InlineData("b1", "a6", "a5@1:10 gap@2:0 a6@2:0")]
    [InlineData("a5", "a7", "a5@1:10 gap@2:0 a7@2:0")]
    public async Task Run_NewEpoch_TellsAGapOnlyWhereBlocksAreMissing(string marks, string blocks, string told)
    {
        _log.Page(1, 10, "", marks: "a4");
        _log.Page(1, 10, "a5");
        _log.Page(2, 0, blocks, marks: marks, hasGap: true);
        Assert.Equal(told.Split(' '), await Told(3));
    }

    [Fact]
    public async Task Run_TellsFromWhereAndHowFarAllIsShown()
    {
        _log.Page(1, 10, "", marks: "a4");
        _log.Page(1, 10, "a5 a6");
        _log.Page(2, 7, "a6 b1", marks: "a5", hasGap: true);
        await Told(3);
        Assert.Equal(
            ["begins 1:9", "reached 1:10", "reached 1:11", "begins 2:6", "begins 2:7", "reached 2:8"],
            _door.Places);
    }

    [Fact]
    public async Task Run_OlderEpoch_IsNotFollowed()
    {
        _log.Page(2, 10, "");
        _log.Page(1, 0, "a1");
        var door = await Told(2);
        Assert.Empty(door);
    }

    [Fact]
    public async Task Run_OwnBlocks_AreConfirmed()
    {
        var publisher = NewPublisher('a');
        await publisher.Append(new EventRecord { Service = "default"u8, Class = "core"u8 });
        Assert.Equal(1, publisher.OldestUnconfirmed(0, TimeSpan.Zero));
        _log.Page(1, 10, "");
        _log.Page(1, 10, "a1");
        await Told(2, publisher);
        Assert.Equal(0, publisher.OldestUnconfirmed(0, TimeSpan.Zero));
    }

    private static EventPublisher NewPublisher(char name) =>
        new(ScriptedLog.Publisher(name), 2, (_, _) => Task.CompletedTask, TimeProvider.System);

    /// <summary>Lets a reader take that many pages; what the door was told.</summary>
    private async Task<IReadOnlyList<string>> Told(int pages, EventPublisher? publisher = null)
    {
        var metrics = TestMetrics.New();
        var store = new ReplicaStore();
        var changes = new ReplicaChanges(store, new PendingSets(Guid.Empty), [_door]);
        var sync = new ReplicaSync(FakeGrains.With(), store, changes, metrics, new ManualTimeProvider(), NullLogger<ReplicaSync>.Instance);
        var loop = new ApplyLoop(store, changes, sync, metrics, [_door]);
        loop.Open();
        // Partition 1: nothing is synchronised with grains.
        var partition = publisher is null ? 1 : 0;
        var blocks = publisher ?? NewPublisher('z');
        var reader = new LogReader(partition, _log, loop, blocks, metrics, TimeProvider.System, NullLogger<LogReader>.Instance);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var run = reader.Run(stop.Token);
        await _log.AllTaken(pages, Cancel);
        await stop.CancelAsync();
        await run;
        return _door.Told;
    }
}

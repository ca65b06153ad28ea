namespace Orleans.Embedded.Tests;

/// <summary>The power goes, and with it what was not synced: what was answered is there (docs/architecture.md, section 6).</summary>
public sealed class PowerLossTests : IDisposable
{
    private const int Rounds = 30;

    /// <summary>A file becomes one with a log before the setting is made.</summary>
    private const int SyncsBeforeTheSetting = 3;

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void PowerLoss_AtRandomMoments_NothingAnsweredIsMissing()
    {
        var (answers, syncs, lost) = (0, 0, 0);
        for (var seed = 0; seed < Rounds; seed++)
        {
            var (run, disk, missing) = Round(seed, "FULL");
            answers += run.Answers;
            syncs += disk.Syncs;
            lost += missing;
        }

        Assert.Equal(0, lost);
        Assert.True(answers > Rounds * 50, $"only {answers} answers");
        Assert.True(syncs > Rounds * 10, $"only {syncs} syncs");
    }

    /// <summary>The test above can fail: without syncs it does.</summary>
    [Fact]
    public void PowerLoss_WithSyncSwitchedOff_AnsweredWritesAreMissing()
    {
        var rounds = Enumerable.Range(0, Rounds).Select(seed => Round(seed, "OFF")).ToArray();
        Assert.All(rounds, round => Assert.InRange(round.Disk.Syncs, 0, SyncsBeforeTheSetting));
        Assert.Contains(rounds, round => round.Lost > 0);
    }

    [Fact]
    public void Write_Answered_WasSyncedBefore()
    {
        var disk = new UnreliableDisk();
        var scheduler = new DeterministicScheduler(1);
        using var store = new DiskStore(_directory.File("states.db"), scheduler, disk);
        Assert.True(store.TryOpen());
        var run = new StoreRun(1);
        var syncs = disk.Syncs;

        scheduler.Run(() => run.Write(store.Storage, 200, () => Assert.True(disk.IsLogSynced)));

        Assert.InRange(run.Answers, 800, 1_200);
        Assert.True(store.Groups.Count < run.Answers / 2, $"{store.Groups.Count} commits of {run.Answers} writes");
        Assert.InRange(disk.Syncs - syncs, store.Groups.Count, int.MaxValue);
    }

    /// <summary>A store that is being made: after a power loss at any moment of that it can be made.</summary>
    [Fact]
    public void PowerLoss_AtAnyMomentOfTheFirstStart_TheNextStartSucceeds()
    {
        var moments = 0;
        for (var isOpen = false; !isOpen; moments++)
        {
            var disk = new UnreliableDisk { PowerEndsAt = moments + 1 };
            var folder = _directory.Folder($"{moments}");
            isOpen = IsOpened(folder, disk);
            Assert.True(IsOpened(Restored(folder, disk, moments)), $"after deed {moments}");
        }

        Assert.InRange(moments, 10, 200);
    }

    private static bool IsOpened(string folder, UnreliableDisk? disk = null)
    {
        using var store = new DiskStore(Path.Combine(folder, "states.db"), new DeterministicScheduler(1), disk);
        return store.TryOpen();
    }

    /// <summary>Every other seed loses all that was not synced, the rest half of it.</summary>
    private static string Restored(string folder, UnreliableDisk disk, int seed)
    {
        var random = new Random(seed);
        var restored = Directory.CreateDirectory(Path.Combine(folder, "restored")).FullName;
        disk.Restore(restored, _ => seed % 2 == 1 && random.Next(2) == 0);
        return restored;
    }

    private (StoreRun Run, UnreliableDisk Disk, int Lost) Round(int seed, string synchronous)
    {
        var folder = _directory.Folder($"{synchronous}{seed}");
        var disk = new UnreliableDisk { PowerEndsAt = new Random(seed).Next(20, 3_000) };
        var run = new StoreRun(seed);
        var scheduler = new DeterministicScheduler(seed);
        using (var store = new DiskStore(Path.Combine(folder, "states.db"), scheduler, disk, synchronous))
        {
            if (store.TryOpen())
            {
                scheduler.Run(() => run.Write(store.Storage, 1_000, () => { }));
                Assert.Single(store.Faults);
            }
        }

        Assert.False(disk.HasPower);
        using var again = new DiskStore(Path.Combine(Restored(folder, disk, seed), "states.db"), scheduler);
        if (!again.TryOpen())
        {
            TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}, deed {disk.PowerEndsAt}: {again.Faults[0].Message}");
            return (run, disk, run.Answers);
        }

        var lost = 0;
        scheduler.Run(async () => lost = (await run.Lost(again.Storage)).Count);
        return (run, disk, lost);
    }
}

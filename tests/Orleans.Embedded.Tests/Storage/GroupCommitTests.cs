using System.Diagnostics;

namespace Orleans.Embedded.Tests;

/// <summary>What a sync carries when many write at once.</summary>
public sealed class GroupCommitTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Write_By100SettersAtOnce_ManyShareACommit()
    {
        const int Setters = 100;
        const int Sets = 100;
        var groups = new List<int>();
        await using var cluster = await SqliteCluster.Deploy(_directory.File("states.db"), groups.Add);
        var grains = Enumerable.Range(0, Setters).Select(key => cluster.Client.GetGrain<IStoredGrain>($"{key}")).ToArray();
        await Task.WhenAll(grains.Select(grain => grain.Get()));
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(grains.Select(async grain =>
        {
            for (var set = 0; set < Sets; set++)
            {
                await grain.Set($"{set}");
            }
        }));

        const int All = Setters * Sets;
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{All} sets in {groups.Count} commits: {(double)All / groups.Count:F1} each; {All / seconds:F0} sets/s");
        Assert.Equal(All, groups.Sum());
        Assert.InRange(groups.Count, Sets, All / 5);
    }
}

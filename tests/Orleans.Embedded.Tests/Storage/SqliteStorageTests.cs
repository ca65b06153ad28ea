namespace Orleans.Embedded.Tests;

public sealed class SqliteStorageTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private string Database => _directory.File("states.db");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task State_AfterTheSiloStopped_IsReadAgain()
    {
        await using (var cluster = await SqliteCluster.Deploy(Database))
        {
            await cluster.Client.GetGrain<IStoredGrain>("one").Set("hello");
        }

        Assert.False(File.Exists(Database + "-wal"), "a clean stop leaves no log");
        await using (var cluster = await SqliteCluster.Deploy(Database))
        {
            Assert.Equal("hello 2 1 1 True", await cluster.Client.GetGrain<IStoredGrain>("one").Get());
            Assert.Equal(" 0 0 0 False", await cluster.Client.GetGrain<IStoredGrain>("two").Get());
        }
    }

    [Fact]
    public async Task State_AfterTheSiloWasKilled_IsReadAgain()
    {
        await using var cluster = await SqliteCluster.Deploy(Database);
        var grain = cluster.Client.GetGrain<IStoredGrain>("one");
        await grain.Set("hello");
        var silo = cluster.Silos[0];
        await cluster.KillSiloAsync(silo);
        await Assert.ThrowsAsync<SiloUnavailableException>(grain.Get);
        await cluster.RestartSiloAsync(silo);
        Assert.Equal("hello 2 1 1 True", await grain.Get());
    }

    [Fact]
    public async Task Clear_OfAState_RemovesItsRow()
    {
        await using var cluster = await SqliteCluster.Deploy(":memory:");
        var grain = cluster.Client.GetGrain<IStoredGrain>("one");
        await grain.Set("hello");
        Assert.NotNull(await grain.Etag());
        await grain.Clear();
        Assert.Equal(" 0 0 0 False", await grain.Get());
        Assert.Null(await grain.Etag());
        await grain.Set("again");
        Assert.Equal("again 2 1 1 True", await grain.Get());
    }

    [Fact]
    public async Task Writes_OfManyGrains_ShareCommits()
    {
        const int Grains = 500;
        var groups = new List<int>();
        await using var cluster = await SqliteCluster.Deploy(Database, groups.Add);
        var grains = Enumerable.Range(0, Grains).Select(key => cluster.Client.GetGrain<IStoredGrain>($"{key}")).ToArray();
        await Task.WhenAll(grains.Select(grain => grain.Get()));
        await Task.WhenAll(grains.Select(grain => grain.Set("hello")));
        Assert.Equal(Grains, groups.Sum());
        Assert.True(groups.Count < Grains / 2, $"{groups.Count} commits");
    }

    [Fact]
    public async Task Write_Answered_IsDurable()
    {
        var commits = 0;
        await using var cluster = await SqliteCluster.Deploy(Database, _ => Interlocked.Increment(ref commits));
        await cluster.Client.GetGrain<IStoredGrain>("one").Set("hello");
        Assert.Equal(1, Volatile.Read(ref commits));
    }
}

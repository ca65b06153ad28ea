using Orleans.Storage;

namespace EventPlatform.Engine.Tests;

public sealed class StateTests(Cluster cluster)
{
    [Fact]
    public async Task State_Written_IsThereForTheNextActivation()
    {
        var (grain, probe) = Grain(nameof(State_Written_IsThereForTheNextActivation));
        await grain.Set("hello");
        await grain.End();
        await probe.Wrote("ended");
        Assert.Equal($"hello 1,2,3 {new Mark(7, "hello")}", await grain.Get());
        Assert.True(await grain.Exists());
    }

    [Fact]
    public async Task State_NeverWritten_IsNewAndDoesNotExist()
    {
        var (grain, _) = Grain(nameof(State_NeverWritten_IsNewAndDoesNotExist));
        Assert.Equal("  ", await grain.Get());
        Assert.False(await grain.Exists());
    }

    [Fact]
    public async Task Clear_OfAState_MakesItNew()
    {
        var (grain, _) = Grain(nameof(Clear_OfAState_MakesItNew));
        await grain.Set("hello");
        await grain.Clear();
        Assert.Equal("  ", await grain.Get());
        Assert.False(await grain.Exists());
        await grain.Set("again");
        Assert.True(await grain.Exists());
    }

    [Fact]
    public async Task Write_AfterSomebodyElseWrote_FailsAndEndsTheActivation()
    {
        var (grain, probe) = Grain(nameof(Write_AfterSomebodyElseWrote_FailsAndEndsTheActivation));
        await grain.Set("mine");
        await grain.WriteBehind("theirs");
        await Assert.ThrowsAsync<InconsistentStateException>(() => grain.Set("mine again"));
        await probe.Wrote("ended");
        Assert.StartsWith("theirs", await grain.Get(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FirstWrite_AfterSomebodyElseWrote_Fails()
    {
        var (grain, _) = Grain(nameof(FirstWrite_AfterSomebodyElseWrote_Fails));
        Assert.False(await grain.Exists());
        await grain.WriteBehind("theirs");
        await Assert.ThrowsAsync<InconsistentStateException>(() => grain.Set("mine"));
    }

    private (IRowGrain Grain, Probe Probe) Grain(string key) => (cluster.Grain<IRowGrain>(key), Probe.Of(key));
}

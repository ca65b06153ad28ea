using System.Globalization;

namespace EventPlatform.Engine.Tests;

public sealed class TurnsTests(Cluster cluster)
{
    [Fact]
    public async Task Call_WhileAnotherRuns_WaitsForItsEnd()
    {
        var (grain, probe) = Grain(nameof(Call_WhileAnotherRuns_WaitsForItsEnd));
        var slow = grain.Slow();
        await probe.Wrote("slow begins");
        var quick = grain.Quick();
        await grain.Between();
        Assert.Equal(0, probe.Count("quick"));
        probe.Open();
        await Task.WhenAll(slow, quick);
        Assert.Equal(["slow begins", "between begins", "between ends", "slow ends", "quick"], probe.Entries);
    }

    [Fact]
    public async Task Calls_FromManyCallers_NeverOverlap()
    {
        var (grain, _) = Grain(nameof(Calls_FromManyCallers_NeverOverlap));
        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => grain.Add()));
        Assert.Equal(1_000, await grain.Sum());
    }

    [Fact]
    public async Task UnawaitedWork_AfterItsCall_GoesOnInTheGrain()
    {
        var (grain, probe) = Grain(nameof(UnawaitedWork_AfterItsCall_GoesOnInTheGrain));
        await grain.StartWork();
        var slow = grain.Slow();
        await probe.Wrote("slow begins");
        probe.Open("work");
        await probe.Wrote("work still at home");
        probe.Open();
        await slow;
        Assert.Equal(["slow begins", "work at home", "work still at home", "slow ends"], probe.Entries);
    }

    [Fact]
    public async Task CallSelf_NotInterleaving_TimesOutAndDoesNotRun()
    {
        var (grain, probe) = Grain(nameof(CallSelf_NotInterleaving_TimesOutAndDoesNotRun));
        await Assert.ThrowsAsync<TimeoutException>(grain.CallSelf);
        await grain.Quick();
        Assert.Equal(["quick"], probe.Entries);
    }

    [Fact]
    public async Task Call_OfAMethodThatEndsAtOnce_IsNotOnTheCallersStack()
    {
        var (grain, _) = Grain(nameof(Call_OfAMethodThatEndsAtOnce_IsNotOnTheCallersStack));
        Assert.DoesNotContain(nameof(Call_OfAMethodThatEndsAtOnce_IsNotOnTheCallersStack), await grain.StackTrace());
    }

    [Fact]
    public async Task Call_WhileOnlyInterleavingOnesRun_BeginsAtOnce()
    {
        var (grain, probe) = Grain(nameof(Call_WhileOnlyInterleavingOnesRun_BeginsAtOnce));
        var held = grain.HoldBetween();
        await probe.Wrote("between held");
        await grain.Quick();
        probe.Open();
        await held;
        Assert.Equal(["between held", "quick", "between let go"], probe.Entries);
    }

    [Fact]
    public async Task Calls_WaitingForAnother_AllBeginAfterItsEnd()
    {
        var (grain, probe) = Grain(nameof(Calls_WaitingForAnother_AllBeginAfterItsEnd));
        var calls = new List<Task> { grain.Slow() };
        await probe.Wrote("slow begins");
        calls.AddRange(Enumerable.Range(0, 20).Select(number => grain.Note($"{number}")));
        probe.Open();
        await Task.WhenAll(calls);
        Assert.Equal(["slow begins", "slow ends"], probe.Entries.Take(2));

        // In which order is not promised: Orleans changes it between a client and a silo.
        Assert.Equal(Enumerable.Range(0, 20), probe.Entries.Skip(2).Select(text => int.Parse(text, CultureInfo.InvariantCulture)).Order());
    }

    private (ITurnsGrain Grain, Probe Probe) Grain(string key) => (cluster.Grain<ITurnsGrain>(key), Probe.Of(key));
}

namespace EventPlatform.Engine.Tests;

public sealed class LifecycleTests(Cluster cluster)
{
    [Fact]
    public async Task FirstCall_OfAGrain_ActivatesItOnce()
    {
        var grain = cluster.Grain<ILifeGrain>(nameof(FirstCall_OfAGrain_ActivatesItOnce));
        int[] activations = await Task.WhenAll(grain.Activation(), grain.Activation(), grain.Activation());
        Assert.All(activations, activation => Assert.Equal(1, activation));
    }

    [Fact]
    public async Task DeactivateOnIdle_InACall_RunsTheHookAndTheNextCallIsANewActivation()
    {
        var key = nameof(DeactivateOnIdle_InACall_RunsTheHookAndTheNextCallIsANewActivation);
        var grain = cluster.Grain<ILifeGrain>(key);
        await grain.End();
        await Probe.Of(key).Wrote("deactivated");
        Assert.Equal(2, await grain.Activation());
        Assert.Equal(["activated", "deactivating ApplicationRequested", "deactivated", "activated"], Probe.Of(key).Entries);
    }

    [Fact]
    public async Task DeactivateOnIdle_WhileACallRuns_WaitsForItAndLaterCallsGoToTheNext()
    {
        var key = nameof(DeactivateOnIdle_WhileACallRuns_WaitsForItAndLaterCallsGoToTheNext);
        var grain = cluster.Grain<ILifeGrain>(key);
        var ending = grain.EndAtGate();
        await Probe.Of(key).Wrote("at gate");
        var later = grain.Activation();
        Probe.Of(key).Open();
        await ending;
        Assert.Equal(2, await later);
        Assert.Equal(
            ["activated", "at gate", "through gate", "deactivating ApplicationRequested", "deactivated", "activated"],
            Probe.Of(key).Entries);
    }

    [Fact]
    public async Task Activation_ThatFails_FailsItsCallersAndIsTriedAgain()
    {
        var key = nameof(Activation_ThatFails_FailsItsCallersAndIsTriedAgain);
        var grain = cluster.Grain<IFailingGrain>(key);
        var failure = await Assert.ThrowsAsync<FormatException>(grain.Call);
        Assert.Contains("not today", failure.Message);
        Probe.Of(key).Open("repaired");
        await grain.Call();
    }

    [Fact]
    public async Task Calls_WhileTheGrainIsActivated_WaitEvenIfTheyInterleave()
    {
        var key = nameof(Calls_WhileTheGrainIsActivated_WaitEvenIfTheyInterleave);
        var grain = cluster.Grain<ISlowStartGrain>(key);
        Task[] calls = [grain.Call(), grain.Between()];
        await Probe.Of(key).Wrote("activating");
        Assert.Equal(["activating"], Probe.Of(key).Entries);
        Probe.Of(key).Open("start");
        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task Hook_ThatFails_EndsTheActivationAndItsTimersAllTheSame()
    {
        var key = nameof(Hook_ThatFails_EndsTheActivationAndItsTimersAllTheSame);
        Probe.Of(key).Open("start");
        var grain = cluster.Grain<ISlowStartGrain>(key);
        await grain.Call();
        await Probe.Of(key).Wrote("tick 1");
        await grain.End();
        await grain.Call();
        await Probe.Of(key).Wrote("tick 2", 3);
        var afterwards = Probe.Of(key).Entries.SkipWhile(entry => entry != "tick 2");
        Assert.DoesNotContain("tick 1", afterwards);
    }

    [Fact]
    public async Task Call_OfAGrainThatEndsWhenActivated_FailsInTheEnd()
        => await Assert.ThrowsAnyAsync<OrleansException>(
            cluster.Grain<IShortGrain>(nameof(Call_OfAGrainThatEndsWhenActivated_FailsInTheEnd)).Call);

    [Fact]
    public async Task IdleGrain_AfterItsAge_IsCollectedWithItsHook()
    {
        var key = nameof(IdleGrain_AfterItsAge_IsCollectedWithItsHook);
        await cluster.Grain<IIdleGrain>(key).Call();
        await Probe.Of(key).Wrote("ended ActivationIdle");
    }

    [Fact]
    public async Task KeptGrain_AfterTheAgeOfOthers_IsStillThere()
    {
        var key = nameof(KeptGrain_AfterTheAgeOfOthers_IsStillThere);
        await cluster.Grain<IKeptGrain>(key).Call();
        await cluster.Grain<IIdleGrain>(key + "/other").Call();
        await Probe.Of(key + "/other").Wrote("ended ActivationIdle");
        await cluster.Grain<IKeptGrain>(key).Call();
        Assert.Equal(["activated"], Probe.Of(key).Entries);
    }

    [Fact]
    public async Task TickingGrain_WithoutCalls_IsCollected()
    {
        var key = nameof(TickingGrain_WithoutCalls_IsCollected);
        await cluster.Grain<ITickingGrain>(key).Tick(keepAlive: false);
        await Probe.Of(key).Wrote("ended ActivationIdle");
        Assert.True(Probe.Of(key).Count("tick") > 1);
    }

    [Fact]
    public async Task TickingGrain_WithAKeepAliveTimer_IsNotCollected()
    {
        var key = nameof(TickingGrain_WithAKeepAliveTimer_IsNotCollected);
        await cluster.Grain<ITickingGrain>(key).Tick(keepAlive: true);
        await cluster.Grain<ITickingGrain>(key + "/other").Tick(keepAlive: false);
        await Probe.Of(key + "/other").Wrote("ended ActivationIdle");
        Assert.Equal(0, Probe.Of(key).Count("ended ActivationIdle"));
    }
}

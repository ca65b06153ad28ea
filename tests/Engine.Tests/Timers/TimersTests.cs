namespace EventPlatform.Engine.Tests;

public sealed class TimersTests(Cluster cluster)
{
    private const int Often = 20;
    private const int Never = 3_600_000;

    [Fact]
    public async Task Timer_WithAPeriod_TicksAgainAndAgain()
    {
        var (grain, probe) = Grain(nameof(Timer_WithAPeriod_TicksAgainAndAgain));
        probe.Open("tick");
        await grain.Start(interleave: false, Often);
        await probe.Wrote("tick ends", 3);
    }

    [Fact]
    public async Task Tick_WhileACallRuns_WaitsForItsEnd()
    {
        var (grain, probe) = Grain(nameof(Tick_WhileACallRuns_WaitsForItsEnd));
        probe.Open("tick");
        await grain.Start(interleave: false, Never);
        var held = grain.Hold();
        await probe.Wrote("held");
        var (other, otherProbe) = Grain(nameof(Tick_WhileACallRuns_WaitsForItsEnd) + "/other");
        otherProbe.Open("tick");
        await other.Start(interleave: false, Often);
        await otherProbe.Wrote("tick ends", 5);
        var isBefore = probe.Entries is ["tick begins", "tick ends", "held"];
        Assert.True(isBefore || probe.Count("tick begins") == 0);
        probe.Open("hold");
        await held;
        await probe.Wrote("tick ends");
    }

    [Fact]
    public async Task Tick_ThatInterleaves_RunsWhileACallRuns()
    {
        var (grain, probe) = Grain(nameof(Tick_ThatInterleaves_RunsWhileACallRuns));
        var held = grain.Hold();
        await probe.Wrote("held");
        probe.Open("hold");
        await held;
        probe.Open("tick");
        await grain.Start(interleave: true, Often);
        await probe.Wrote("tick ends", 2);
    }

    [Fact]
    public async Task Call_WhileATickRuns_WaitsForItsEnd()
    {
        var (grain, probe) = Grain(nameof(Call_WhileATickRuns_WaitsForItsEnd));
        await grain.Start(interleave: false, Never);
        await probe.Wrote("tick begins");
        probe.Open("hold");
        var held = grain.Hold();
        probe.Open("tick");
        await held;
        Assert.Equal(["tick begins", "tick ends", "held", "let go"], probe.Entries);
    }

    [Fact]
    public async Task Call_WhileAnInterleavingTickRuns_DoesNotWait()
    {
        var (grain, probe) = Grain(nameof(Call_WhileAnInterleavingTickRuns_DoesNotWait));
        await grain.Start(interleave: true, Never);
        await probe.Wrote("tick begins");
        probe.Open("hold");
        await grain.Hold();
        Assert.Equal(["tick begins", "held", "let go"], probe.Entries);
        probe.Open("tick");
        await probe.Wrote("tick ends");
    }

    [Fact]
    public async Task Tick_ThatFails_DoesNotStopTheTimer()
    {
        var (grain, probe) = Grain(nameof(Tick_ThatFails_DoesNotStopTheTimer));
        await grain.StartFailing();
        await probe.Wrote("failing", 3);
    }

    [Fact]
    public async Task Dispose_OfATimer_EndsItsTicks()
    {
        var (grain, probe) = Grain(nameof(Dispose_OfATimer_EndsItsTicks));
        probe.Open("tick");
        await grain.Start(interleave: false, Often);
        await probe.Wrote("tick ends");
        await grain.Stop();
        var (other, otherProbe) = Grain(nameof(Dispose_OfATimer_EndsItsTicks) + "/other");
        otherProbe.Open("tick");
        await other.Start(interleave: false, Often);
        await otherProbe.Wrote("tick ends", 5);
        Assert.Equal("stopped", probe.Entries[^1]);
    }

    [Fact]
    public async Task Change_OfATimer_CountsFromThere()
    {
        var (grain, probe) = Grain(nameof(Change_OfATimer_CountsFromThere));
        probe.Open("tick");
        await grain.Start(interleave: false, Never);
        await probe.Wrote("tick ends");
        await grain.ChangeToOften();
        await probe.Wrote("tick ends", 3);
    }

    private (ITimersGrain Grain, Probe Probe) Grain(string key) => (cluster.Grain<ITimersGrain>(key), Probe.Of(key));
}

namespace EventPlatform.Engine.Tests;

public sealed class CallsTests(Cluster cluster)
{
    [Fact]
    public async Task Call_ThatTakesTooLong_TimesOutAndGoesOn()
    {
        var (grain, probe) = Grain(nameof(Call_ThatTakesTooLong_TimesOutAndGoesOn));
        var failure = await Assert.ThrowsAsync<TimeoutException>(grain.Late);
        Assert.Contains("Late", failure.Message);
        Assert.Contains(nameof(Call_ThatTakesTooLong_TimesOutAndGoesOn), failure.Message);
        probe.Open();
        await probe.Wrote("done");
    }

    [Fact]
    public async Task Cancel_OfAClientsCall_EndsTheWaitAndTellsTheGrain()
    {
        var (grain, probe) = Grain(nameof(Cancel_OfAClientsCall_EndsTheWaitAndTellsTheGrain));
        using var source = new CancellationTokenSource();
        var call = grain.WaitForCancel(source.Token);
        await probe.Wrote("begun");
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await probe.Wrote("cancelled");
        Assert.Equal(["begun", "cancelled at home", "cancelled"], probe.Entries);
    }

    [Fact]
    public async Task Cancel_OfAGrainsCall_EndsTheWaitAndTellsTheGrain()
    {
        var (grain, _) = Grain(nameof(Cancel_OfAGrainsCall_EndsTheWaitAndTellsTheGrain));
        var other = nameof(Cancel_OfAGrainsCall_EndsTheWaitAndTellsTheGrain) + "/other";
        Assert.Equal("cancelled", await grain.CancelOther(other));
        await Probe.Of(other).Wrote("cancelled");
    }

    [Fact]
    public async Task Call_WithACancelledToken_DoesNotBegin()
    {
        var (grain, probe) = Grain(nameof(Call_WithACancelledToken_DoesNotBegin));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => grain.WaitForCancel(new CancellationToken(canceled: true)));
        await grain.Kept();
        Assert.Empty(probe.Entries);
    }

    [Fact]
    public async Task Cancel_OfAWaitingCall_EndsTheWait()
    {
        var (grain, probe) = Grain(nameof(Cancel_OfAWaitingCall_EndsTheWait));
        var late = grain.Late();
        await probe.Wrote("late begins");
        using var source = new CancellationTokenSource();
        var waiting = grain.WaitForCancel(source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        probe.Open();
        await late;
        await grain.Kept();

        // On Orleans the news may come too late to keep the call from beginning; then it is told while it runs.
        if (probe.Count("begun") > 0)
        {
            await probe.Wrote("cancelled");
        }
    }

    [Fact]
    public void Reference_OfTheSameGrain_IsEqual()
    {
        var (grain, _) = Grain("equal");
        Assert.Equal(grain, cluster.Grain<ICallsGrain>("equal"));
        Assert.NotEqual(grain, cluster.Grain<ICallsGrain>("different"));
        Assert.Equal("equal", grain.GetPrimaryKeyString());
        Assert.Equal(-7, cluster.Client.GetGrain<IReaderGrain>(-7).GetPrimaryKeyLong());
        Assert.Equal("calls/equal", grain.GetGrainId().ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Exception_InAGrain_ReachesItsCallerWithTypeAndMessage(bool isAtOnce)
    {
        var (grain, _) = Grain(nameof(Exception_InAGrain_ReachesItsCallerWithTypeAndMessage));
        var failure = await Assert.ThrowsAsync<KeyNotFoundException>(
            () => isAtOnce ? grain.ThrowAtOnce("my words") : grain.Throw("my words"));
        Assert.Equal("my words", failure.Message);
        Assert.Contains("CallsGrain", failure.StackTrace);
    }

    [Fact]
    public async Task Exception_InAGrain_ReachesACallingGrain()
    {
        var (grain, _) = Grain(nameof(Exception_InAGrain_ReachesACallingGrain));
        Assert.Equal("from the other", await grain.ThrowOther(nameof(Exception_InAGrain_ReachesACallingGrain) + "/other"));
    }

    [Fact]
    public async Task Arguments_ChangedAfterTheCall_AreNotChangedInTheGrain()
    {
        var (grain, _) = Grain(nameof(Arguments_ChangedAfterTheCall_AreNotChangedInTheGrain));
        byte[] bytes = [1];
        var box = new Box { Number = 1, Bytes = [1] };
        var call = grain.Keep(bytes, box, new Sealed([1]));
        bytes[0] = 2;
        box.Number = 2;
        box.Bytes[0] = 2;
        await call;
        Assert.Equal([1, 1, 1, 1], await grain.Kept());
    }

    [Fact]
    public async Task Result_ChangedByTheCaller_IsNotChangedInTheGrain()
    {
        var (grain, _) = Grain(nameof(Result_ChangedByTheCaller_IsNotChangedInTheGrain));
        await grain.Keep([1], new Box { Bytes = [1] }, new Sealed([1]));
        (await grain.Kept())[0] = 9;
        Assert.Equal(1, (await grain.Kept())[0]);
    }

    [Fact]
    public async Task Arguments_BetweenGrains_AreCopiedUnlessImmutable()
    {
        var (grain, probe) = Grain(nameof(Arguments_BetweenGrains_AreCopiedUnlessImmutable));
        var other = nameof(Arguments_BetweenGrains_AreCopiedUnlessImmutable) + "/other";
        await grain.SendAndChange(other);
        var (bytes, box, envelope) = ((byte[], Box, Sealed))probe.Value!;
        var (theirBytes, theirBox, theirEnvelope) = ((byte[], Box, Sealed))Probe.Of(other).Value!;
        Assert.NotSame(bytes, theirBytes);
        Assert.NotSame(box, theirBox);
        Assert.NotSame(box.Bytes, theirBox.Bytes);
        Assert.Same(envelope, theirEnvelope);
    }

    [Fact]
    public async Task Values_OfAllAllowedTypes_ComeBackEqual()
    {
        var (grain, _) = Grain(nameof(Values_OfAllAllowedTypes_ComeBackEqual));
        var id = new Guid("0f8fad5b-d9cb-469f-a165-70867728950e");
        var many = new Many(id, DateTimeOffset.UnixEpoch, TimeSpan.FromDays(1), [], Kind.Some, null);
        var back = await grain.Echo(many with { Parts = [new Sealed([1, 2])] });
        Assert.Equal([1, 2], Assert.Single(back.Parts).Bytes);
        Assert.Equal(many, back with { Parts = many.Parts });
    }

    private (ICallsGrain Grain, Probe Probe) Grain(string key) => (cluster.Grain<ICallsGrain>(key), Probe.Of(key));
}

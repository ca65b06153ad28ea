using EventPlatform.Contracts;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Grains.Tests.Hosting;

namespace EventPlatform.Grains.Tests.Extensions;

[Collection(ClusterCollection.Name)]
public sealed class TenantGrainTests(PlatformCluster cluster)
{
    [Fact]
    public async Task Snapshot_UnknownTenant_IsGoneAndLeavesNothing()
    {
        var tenant = cluster.Grain<ITenantGrain>(TestIds.New());
        Assert.Equal(RefusalKind.Gone, (await tenant.Snapshot()).Refusal?.Kind);
        Assert.Equal(RefusalKind.Gone, (await tenant.Position()).Refusal?.Kind);
        Assert.Equal(RefusalKind.NotFound, (await tenant.Describe(TestIds.New())).Refusal?.Kind);
    }

    [Fact]
    public async Task Position_AfterTheTenantWasLost_BeginsANewEpochWithTheDurableStates()
    {
        var tenant = await TestTenant.Make(cluster, extensions: 3);
        var before = (await tenant.Set(1, note: "kept")).Value!.Number;
        await cluster.Forget(tenant.Grain);
        var position = (await tenant.Grain.Position()).Value!;
        var snapshot = (await tenant.Grain.Snapshot()).Value!;
        Assert.True(position.Epoch > before.Epoch);
        Assert.Equal(0, position.Sequence);
        Assert.Equal(["", "kept", ""], snapshot.Extensions.Select(extension => extension.State.Note));
        Assert.Equal(position, snapshot.Number);

        // Nothing changes: the tenant's current number, as the extension's own is forgotten.
        Assert.Equal(position, (await tenant.Set(1, note: "kept")).Value!.Number);
    }

    [Fact]
    public async Task Set_DocumentGaveNewerState_OutranksTheRow()
    {
        var tenant = await TestTenant.Make(cluster);
        await tenant.Set(note: "row");
        await tenant.Give(2, TestTenant.Statuses, new ExtensionState(2, "given", -1));
        Assert.Equal("given", (await tenant.Extension().Get(tenant.Id)).Value!.Note);
        var set = await tenant.Set(status: "Lunch");
        Assert.Equal(ExtensionFields.Status, set.Value!.Changed);
        Assert.Equal(new ExtensionState(1, "given", -1), (await tenant.Extension().Get(tenant.Id)).Value);
    }

    [Fact]
    public async Task Set_DocumentGotNewerSinceTheLastSet_IsCheckedAgainAndAnnouncedOnce()
    {
        var tenant = await TestTenant.Make(cluster);
        await tenant.Set(note: "a");
        await tenant.Give(2, TestTenant.Statuses, null);
        var tail = await LogTail.FromNow(cluster);
        var set = await tenant.Set(note: "b");
        Assert.Equal(ExtensionFields.Note, set.Value!.Changed);
        await tail.Until(log => log.Extensions(tenant.Id).Any());
        var notice = Assert.Single(tail.Extensions(tenant.Id));
        Assert.Equal((2, "b"), (notice.DocumentVersion, notice.State.Note));
    }

    [Fact]
    public async Task Set_StatusWasRemovedSinceTheLastSet_IsRefusedAndChangesNothing()
    {
        var tenant = await TestTenant.Make(cluster);
        await tenant.Set(status: "Lunch");
        await tenant.Give(2, [.. TestTenant.Statuses.Where(status => status.Name != "Busy")], null);
        var tail = await LogTail.FromNow(cluster);
        var set = await tenant.Set(status: "Busy");
        Assert.Equal("status", set.Refusal?.Field);
        Assert.Equal(1, (await tenant.Extension().Get(tenant.Id)).Value!.Status);
        await tail.CatchUp();
        Assert.Empty(tail.Extensions(tenant.Id));
    }

    [Fact]
    public async Task Snapshot_StatusWasRemoved_ReadsAsAvailableByOneWrite()
    {
        var tenant = await TestTenant.Make(cluster, extensions: 2);
        await tenant.Set(0, status: "Lunch");
        await tenant.Set(1, status: "Busy");
        await tenant.Give(2, [.. TestTenant.Statuses.Where(status => status.Name != "Lunch")], null);
        var snapshot = (await tenant.Grain.Snapshot()).Value!;
        Assert.Equal([0, 2], snapshot.Extensions.Select(extension => extension.State.Status));
    }

    [Fact]
    public async Task Announce_ChangesDuringBoardLoad_AreNotLost()
    {
        const int ExtensionCount = 300;
        var tenant = await TestTenant.Make(cluster, ExtensionCount);
        await cluster.Forget(tenant.Grain);
        var snapshots = Enumerable.Range(0, 5).Select(_ => tenant.Grain.Snapshot()).ToList();
        await Task.WhenAll(Enumerable.Range(0, ExtensionCount).Select(index => tenant.Set(index, note: $"{index}")));
        await Task.WhenAll(snapshots);
        var last = (await tenant.Grain.Snapshot()).Value!;
        Assert.Equal(ExtensionCount, last.Number.Sequence);
        Assert.All(last.Extensions, extension => Assert.NotEqual("", extension.State.Note));
    }

    [Fact]
    public async Task Reload_NothingDiffers_AnnouncesNothing()
    {
        var tenant = await TestTenant.Make(cluster);
        var set = await tenant.Set(note: "a");
        await tenant.Grain.Snapshot();
        var reloaded = await tenant.Grain.Reload(tenant.Extensions[0]);
        Assert.Equal(set.Value!.Number, reloaded.Value);
        Assert.Equal(RefusalKind.NotFound, (await tenant.Grain.Reload(TestIds.New())).Refusal?.Kind);
    }

    [Fact]
    public async Task Prepare_ThenDiscarded_LeavesTheOldDocument()
    {
        var tenant = await TestTenant.Make(cluster);
        var change = new TenantChange(TestIds.New(), 2, null);
        await tenant.Grain.Prepare(change);
        Assert.True((await tenant.Grain.Position()).IsOk);
        await tenant.Grain.Finish(change.Change, isCommitted: false);
        Assert.Equal(1, (await tenant.Grain.Snapshot()).Value!.DocumentVersion);
    }

    [Fact]
    public async Task Prepare_DirectoryKnowsNothingOfIt_IsDiscardedByItself()
    {
        var tenant = await TestTenant.Make(cluster);
        await tenant.Grain.Prepare(new TenantChange(TestIds.New(), 2, null));
        await cluster.Forget(tenant.Grain);
        Assert.Equal(1, (await tenant.Grain.Snapshot()).Value!.DocumentVersion);
    }

    [Fact]
    public async Task Finish_Removal_IsGone()
    {
        var tenant = await TestTenant.Make(cluster);
        var change = new TenantChange(TestIds.New(), 2, null);
        await tenant.Grain.Prepare(change);
        await tenant.Grain.Finish(change.Change, isCommitted: true);
        Assert.Equal(RefusalKind.Gone, (await tenant.Grain.Snapshot()).Refusal?.Kind);
        Assert.Equal(RefusalKind.NotFound, (await tenant.Set(note: "a")).Refusal?.Kind);
    }
}

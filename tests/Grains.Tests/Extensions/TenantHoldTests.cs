using EventPlatform.Contracts;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Grains.Tests.Hosting;

namespace EventPlatform.Grains.Tests.Extensions;

/// <summary>
/// A tenant that is held by a change. No directory knows of these changes, so a tenant that asks discards them: it does so after 1 s.
/// </summary>
[Collection(ClusterCollection.Name)]
public sealed class TenantHoldTests(PlatformCluster cluster)
{
    [Fact]
    public async Task Hold_ChangeThatIsNotPending_Fails()
    {
        var tenant = await TestTenant.Make(cluster);
        await Assert.ThrowsAnyAsync<Exception>(() => tenant.Grain.Hold(TestIds.New()));
        Assert.True((await tenant.Set(note: "free")).IsOk);
    }

    [Fact]
    public async Task Hold_Set_IsAnnouncedWhenItIsOver()
    {
        var tenant = await TestTenant.Make(cluster);
        var change = await Hold(tenant);
        var set = tenant.Set(note: "later");
        await Eventually.Holds(async () => (await tenant.Extension().Peek()).State.Note == "later");
        Assert.Equal(0, (await tenant.Grain.Position()).Value!.Sequence);
        Assert.False(set.IsCompleted);

        await tenant.Grain.Finish(change, isCommitted: true);
        Assert.Equal(ExtensionFields.Note, (await set).Value?.Changed);
        var snapshot = (await tenant.Grain.Snapshot()).Value!;
        Assert.Equal((2, 1, "later"), (snapshot.DocumentVersion, snapshot.Number.Sequence, snapshot.Extensions[0].State.Note));
    }

    [Fact]
    public async Task HeldSnapshot_OfTheChangeThatHolds_HasTheStatesAsTheyAre()
    {
        var tenant = await TestTenant.Make(cluster);
        await tenant.Set(note: "before");
        await cluster.Forget(tenant.Grain);
        var change = await Hold(tenant);
        var held = (await tenant.Grain.HeldSnapshot(change)).Value!;
        Assert.Equal((1, "before"), (held.DocumentVersion, held.Extensions[0].State.Note));
        Assert.Equal((await tenant.Grain.Position()).Value, held.Number);

        await tenant.Grain.Finish(change, isCommitted: false);
        Assert.Equal(RefusalKind.Gone, (await tenant.Grain.HeldSnapshot(change)).Refusal?.Kind);
    }

    [Fact]
    public async Task HeldSnapshot_OfAnotherChange_IsGone()
    {
        var tenant = await TestTenant.Make(cluster);
        var change = await Hold(tenant);
        Assert.Equal(RefusalKind.Gone, (await tenant.Grain.HeldSnapshot(TestIds.New())).Refusal?.Kind);
        await tenant.Grain.Finish(change, isCommitted: false);
    }

    [Fact]
    public async Task Prepare_AgainWhileHeld_CountsLast()
    {
        var tenant = await TestTenant.Make(cluster);
        var change = await Hold(tenant);
        var content = (await tenant.Grain.Document()).Value!;
        var extension = content.Extensions[0] with { GivenUnder = 2, Given = new ExtensionState(1, "given", -1) };
        Assert.True((await tenant.Grain.Prepare(new TenantChange(change, 2, content with { Extensions = [extension] }))).IsOk);
        await tenant.Grain.Finish(change, isCommitted: true);
        Assert.Equal(new ExtensionState(1, "given", -1), (await tenant.Grain.Snapshot()).Value!.Extensions[0].State);
    }

    private static async Task<Guid> Hold(TestTenant tenant)
    {
        var change = TestIds.New();
        var content = (await tenant.Grain.Document()).Value!;
        Assert.True((await tenant.Grain.Prepare(new TenantChange(change, 2, content))).IsOk);
        await tenant.Grain.Hold(change);
        return change;
    }
}

using EventPlatform.Contracts;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Grains.Tests.Hosting;

namespace EventPlatform.Grains.Tests.Extensions;

[Collection(ClusterCollection.Name)]
public sealed class ExtensionGrainTests(PlatformCluster cluster)
{
    [Fact]
    public async Task Set_AllFields_IsOneChange()
    {
        var tenant = await TestTenant.Make(cluster);
        var tail = await LogTail.FromNow(cluster);
        var set = await tenant.Set(status: "Lunch", note: "back soon", returnTime: 5_000);
        Assert.Equal(ExtensionFields.Status | ExtensionFields.Note | ExtensionFields.ReturnTime, set.Value!.Changed);
        Assert.Equal(new ExtensionState(1, "back soon", 5_000), (await tenant.Extension().Get(tenant.Id)).Value);

        await tail.Until(log => log.Extensions(tenant.Id).Any());
        var notice = Assert.Single(tail.Extensions(tenant.Id));
        Assert.Equal((set.Value.Number, set.Value.Changed), (notice.Number, notice.Changed));
        Assert.Equal(new ExtensionState(1, "back soon", 5_000), notice.State);
    }

    [Theory]
    [InlineData("Nowhere", null, null, RefusalKind.NotFound, "status")]
    [InlineData("Lunch", "a@#b", null, RefusalKind.Invalid, "note")]
    [InlineData("Lunch", null, 999L, RefusalKind.Invalid, "return_time")]
    public async Task Set_SomethingWrong_ChangesNothing(string status, string? note, long? returnTime, RefusalKind kind, string field)
    {
        var tenant = await TestTenant.Make(cluster);
        var set = await tenant.Set(status: status, note: note, returnTime: returnTime);
        Assert.Equal((kind, field), (set.Refusal!.Kind, set.Refusal.Field));
        Assert.Equal(ExtensionState.Initial, (await tenant.Extension().Get(tenant.Id)).Value);
    }

    [Fact]
    public async Task Set_UnknownExtensionOrTenant_IsNotFound()
    {
        var tenant = await TestTenant.Make(cluster);
        var command = new SetExtension(tenant.Id, "Lunch", null, null, null);
        var noExtension = await cluster.Grain<IExtensionGrain>(TestIds.New()).Set(command);
        var noTenant = await tenant.Extension().Set(command with { Tenant = TestIds.New() });
        Assert.Equal((RefusalKind.NotFound, ""), (noExtension.Refusal!.Kind, noExtension.Refusal.Field));
        Assert.Equal((RefusalKind.NotFound, ""), (noTenant.Refusal!.Kind, noTenant.Refusal.Field));
    }

    /// <summary>An activation that ends sends on whoever waits for it: not more often than an engine allows.</summary>
    [Fact]
    public async Task Set_ManyAtOnceOfAnUnknownExtensionOrTenant_AllAreNotFound()
    {
        const int AtOnce = 100;
        var tenant = await TestTenant.Make(cluster);
        var extension = cluster.Grain<IExtensionGrain>(TestIds.New());
        var noTenant = new SetExtension(TestIds.New(), "Lunch", null, null, null);
        var command = noTenant with { Tenant = tenant.Id };
        var sets = Enumerable.Range(0, AtOnce)
            .Select(number => number % 2 == 0 ? extension.Set(command) : tenant.Extension().Set(noTenant));
        Assert.All(await Task.WhenAll(sets), set => Assert.Equal(RefusalKind.NotFound, set.Refusal?.Kind));
    }

    [Fact]
    public async Task Set_ValuesHeldAlready_ReturnsTheNumberOfTheLastChange()
    {
        var tenant = await TestTenant.Make(cluster, extensions: 2);
        var first = await tenant.Set(0, status: "Lunch");
        await tenant.Set(1, status: "Busy");
        var again = await tenant.Set(0, status: "Lunch");
        Assert.Equal(new ExtensionSet(first.Value!.Number, ExtensionFields.None, first.Value!.DocumentVersion), again.Value);
    }

    [Fact]
    public async Task Set_LongestAndWorstNote_FitsIntoABlock()
    {
        var tenant = await TestTenant.Make(cluster);
        var note = new string('"', NameRules.NoteBytesMax);
        Assert.True((await tenant.Set(note: note)).IsOk);
        Assert.Equal(note, (await tenant.Extension().Get(tenant.Id)).Value!.Note);
    }

    [Fact]
    public async Task Get_AfterTheExtensionWasLost_IsTheDurableRow()
    {
        var tenant = await TestTenant.Make(cluster);
        await tenant.Set(note: "kept");
        await cluster.Forget(tenant.Extension());
        Assert.Equal("kept", (await tenant.Extension().Get(tenant.Id)).Value!.Note);
    }

    [Fact]
    public async Task Set_FromMany_IsNumberedWithoutHolesInTheOrderOfTheLog()
    {
        const int ExtensionCount = 20;
        const int RoundCount = 10;
        var tenant = await TestTenant.Make(cluster, ExtensionCount);
        var tail = await LogTail.FromNow(cluster);
        var sets = Enumerable.Range(0, ExtensionCount * RoundCount)
            .Select(index => tenant.Set(index % ExtensionCount, note: $"{index}"));
        var numbers = (await Task.WhenAll(sets)).Select(set => set.Value!.Number.Sequence).Order();
        Assert.Equal(Enumerable.Range(1, ExtensionCount * RoundCount).Select(number => (long)number), numbers);

        await tail.Until(log => log.Extensions(tenant.Id).Count() == ExtensionCount * RoundCount);
        Assert.Equal(
            Enumerable.Range(1, ExtensionCount * RoundCount).Select(number => (long)number),
            tail.Extensions(tenant.Id).Select(notice => notice.Number.Sequence));
    }

    [Theory]
    [InlineData(StorageFault.NotWritten, "")]
    [InlineData(StorageFault.WrittenUnknown, "new")]
    public async Task Set_WriteFails_IsUnknownUntilItIsAsked(StorageFault fault, string expected)
    {
        var tenant = await TestTenant.Make(cluster);
        await tenant.Grain.Snapshot();
        var tail = await LogTail.FromNow(cluster);
        cluster.Storage.FailWrite("extension", fault);
        await Assert.ThrowsAnyAsync<Exception>(() => tenant.Set(note: "new"));

        // What was written is told now at the latest, as everybody else has to learn it too.
        Assert.Equal(expected, (await Eventually.Succeeds(() => tenant.Extension().Get(tenant.Id))).Value!.Note);
        var snapshot = await tenant.Grain.Snapshot();
        Assert.Equal(expected, Assert.Single(snapshot.Value!.Extensions).State.Note);
        await tail.CatchUp();
        Assert.Equal(fault == StorageFault.NotWritten ? 0 : 1, tail.Extensions(tenant.Id).Count());
    }
}

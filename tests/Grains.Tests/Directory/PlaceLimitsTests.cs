using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Grains.Tests.Hosting;

namespace EventPlatform.Grains.Tests.Directory;

/// <summary>A tenant that is full, and changes that cannot be made at the moment.</summary>
public sealed class PlaceLimitsTests
{
    private const int ExtensionsMax = 10_000;

    [Fact]
    public async Task Extensions_OfATenant_AreAtMost10000()
    {
        await using var world = await AccountWorld.Start();
        var support = world.Support();
        var all = Enumerable.Range(0, ExtensionsMax).Select(number => Documents.Extension($"{number}", note: "n")).ToArray();
        var document = (await world.Export()).Tenants(tenants => [tenants[0], tenants[1] with { Extensions = [.. all] }]);
        Assert.Equal(ExtensionsMax, (await world.Import(document)).Value?.Added.Extensions);

        var full = await world.Add(PlaceKind.Extension, support, "new");
        Assert.Equal((RefusalKind.Full, "extensions"), (full.Refusal!.Kind, full.Refusal.Field));
        var tooMany = await world.Import(document.Tenants(tenants =>
            [tenants[0], tenants[1] with { Extensions = [.. all, Documents.Extension("new")] }]));
        Assert.Equal("locations[0].tenants[1].extensions", tooMany.Refusal?.Field);

        // One less, and there is room; all of them are given another note.
        Assert.True((await world.Remove(PlaceKind.Extension, support, all[0].Id!.Value)).IsOk);
        Assert.True((await world.Add(PlaceKind.Extension, support, "new")).IsOk);
        var other = document.Tenants(tenants =>
            [tenants[0], tenants[1] with { Extensions = [.. all.Skip(1).Select(extension => extension with { Note = "other" })] }]);
        var report = (await world.Import(other)).Value!;
        Assert.Equal((ExtensionsMax - 1, 1), (report.Changed.Extensions, report.Removed.Extensions));
        Assert.All((await world.Tenant(support)).Extensions, extension => Assert.Equal("other", extension.State.Note));
    }

    [Fact]
    public async Task Remove_OneTenantCannotPrepare_LeavesTheOtherFreeAtOnce()
    {
        await using var world = await AccountWorld.Start();
        world.Storage.FailWrite("tenant", StorageFault.NotWritten, skip: 1);
        var berlin = await world.Berlin();
        await Assert.ThrowsAnyAsync<Exception>(() => world.Remove(PlaceKind.Location, null, berlin));

        // Nobody had to ask for it.
        foreach (var tenant in new[] { world.Sales(), world.Support() })
        {
            var stored = world.Storage.Stored("tenant", world.Cluster.Grain<ITenantGrain>(tenant));
            Assert.Contains("\"Pending\":null", stored, StringComparison.Ordinal);
        }

        Assert.True((await Eventually.Succeeds(() => world.Remove(PlaceKind.Location, null, berlin))).IsOk);
    }
}

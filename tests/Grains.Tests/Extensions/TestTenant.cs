using System.Collections.Immutable;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Grains.Tests.Hosting;

namespace EventPlatform.Grains.Tests.Extensions;

/// <summary>A tenant made without the directory, by the same two steps.</summary>
internal sealed class TestTenant(PlatformCluster cluster, int extensions)
{
    internal static ImmutableArray<StatusEntry> Statuses { get; } =
    [
        new(0, TestIds.New(), "Available", "available"),
        new(1, TestIds.New(), "Lunch", "away"),
        new(2, TestIds.New(), "Busy", "dnd"),
    ];

    internal Guid Id { get; } = TestIds.New();

    internal ImmutableArray<Guid> Extensions { get; } = [.. Enumerable.Range(0, extensions).Select(_ => TestIds.New())];

    internal ITenantGrain Grain => cluster.Grain<ITenantGrain>(Id);

    internal static async Task<TestTenant> Make(PlatformCluster cluster, int extensions = 1)
    {
        var tenant = new TestTenant(cluster, extensions);
        await tenant.Give(1, Statuses, ExtensionState.Initial);
        return tenant;
    }

    internal IExtensionGrain Extension(int index = 0) => cluster.Grain<IExtensionGrain>(Extensions[index]);

    internal Task<Outcome<ExtensionSet>> Set(int index = 0, string? status = null, string? note = null, long? returnTime = null)
        => Extension(index).Set(new SetExtension(Id, status, note, returnTime, null));

    /// <summary>A new document: with state for all extensions, or null to leave what they have.</summary>
    internal async Task Give(long version, ImmutableArray<StatusEntry> statuses, ExtensionState? given)
    {
        var extensions = Extensions.Select((id, index) => new DocumentExtension(
            id, $"{100 + index}", "", given is null ? 1 : version, given ?? ExtensionState.Initial));
        var change = new TenantChange(TestIds.New(), version, new TenantContent(statuses, 3, [.. extensions]));

        // The directory knows nothing of this change: between the steps it must not be asked.
        Assert.True((await Grain.Prepare(change)).IsOk);
        await Grain.Finish(change.Change, isCommitted: true);
    }
}

using System.Collections.Immutable;

namespace EventPlatform.Silo;

/// <summary>The silos as the cluster's membership has them.</summary>
internal sealed class ManagedSilos(IGrainFactory grains) : ISiloList
{
    public async Task<ImmutableArray<SiloNode>> Live()
    {
        var hosts = await grains.GetGrain<IManagementGrain>(0).GetDetailedHosts(onlyActive: true);
        return [.. hosts.Select(host => new SiloNode(host.SiloName, StartOf(host)))];
    }

    private static long StartOf(MembershipEntry host) => new DateTimeOffset(host.StartTime, TimeSpan.Zero).ToUnixTimeMilliseconds();
}

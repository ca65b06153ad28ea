using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Grains.Directory;

/// <summary>What an import makes of an empty store: the root's locations, each tenant's content, each shard's accounts.</summary>
internal sealed class SeedPlan
{
    internal List<LocationEntry> Locations { get; } = [];

    internal Dictionary<Guid, TenantContent> Tenants { get; } = [];

    internal Dictionary<int, List<AccountSecret>> Accounts { get; } = [];
}

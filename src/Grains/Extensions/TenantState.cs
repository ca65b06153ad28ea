using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Grains.Extensions;

/// <summary>A tenant's stored document, and the change that waits for its outcome.</summary>
[GenerateSerializer, Alias("ep.state.Tenant")]
internal sealed class TenantState
{
    [Id(0)]
    public int Version { get; set; } = 1;

    [Id(1)]
    public long DocumentVersion { get; set; }

    /// <summary>Null: there is no such tenant, or no more.</summary>
    [Id(2)]
    public TenantContent? Content { get; set; }

    [Id(3)]
    public TenantChange? Pending { get; set; }
}

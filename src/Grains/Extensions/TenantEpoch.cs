namespace EventPlatform.Grains.Extensions;

/// <summary>How often a tenant's numbers have begun anew. Apart from the document, as every activation writes it.</summary>
[GenerateSerializer, Alias("ep.state.TenantEpoch")]
internal sealed class TenantEpoch
{
    [Id(0)]
    public int Version { get; set; } = 1;

    [Id(1)]
    public long Epoch { get; set; }
}

namespace EventPlatform.Grains.Directory;

/// <summary>A change that is decided; kept until every participant has finished it.</summary>
[GenerateSerializer, Alias("ep.state.CommittedChange")]
internal sealed class CommittedChange
{
    [Id(0)]
    public Guid Change { get; set; }

    [Id(1)]
    public List<Guid> Tenants { get; set; } = [];

    [Id(2)]
    public List<int> AccountShards { get; set; } = [];
}

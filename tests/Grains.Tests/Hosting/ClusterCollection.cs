namespace EventPlatform.Grains.Tests.Hosting;

/// <summary>Tests that share one cluster; each uses ids of its own.</summary>
[CollectionDefinition(Name)]
public sealed class ClusterCollection : ICollectionFixture<PlatformCluster>
{
    public const string Name = "cluster";
}

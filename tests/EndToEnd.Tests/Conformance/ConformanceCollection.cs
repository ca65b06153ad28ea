using EventPlatform.EndToEnd.Tests.Conformance.Running;

namespace EventPlatform.EndToEnd.Tests.Conformance;

/// <summary>Tests that share the servers of the exchange files, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ConformanceCollection : ICollectionFixture<ConformanceHosts>
{
    public const string Name = "Conformance";
}

namespace EventPlatform.EndToEnd.Tests.Clients;

/// <summary>The tests with clients of other people: they share a gateway and run one after another.</summary>
[CollectionDefinition]
public sealed class SmokeRun : ICollectionFixture<SmokeGateway>;

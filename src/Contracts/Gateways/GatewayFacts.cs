namespace EventPlatform.Contracts.Gateways;

/// <summary>What a gateway tells of its process.</summary>
/// <param name="StartedAt">When it started, Unix milliseconds.</param>
/// <param name="HostsSilo">Whether it is a silo too.</param>
[GenerateSerializer, Immutable, Alias("ep.GatewayFacts")]
public sealed record GatewayFacts([property: Id(0)] long StartedAt, [property: Id(1)] bool HostsSilo);

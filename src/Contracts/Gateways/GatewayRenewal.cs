using System.Collections.Immutable;
using EventPlatform.Contracts.Sessions;

namespace EventPlatform.Contracts.Gateways;

/// <summary>A renewal: who, the part of its sessions (at most 1,000) that is claimed again with it, and what its process is.</summary>
[GenerateSerializer, Immutable, Alias("ep.GatewayRenewal")]
public sealed record GatewayRenewal(
    [property: Id(0)] GatewayRef Owner,
    [property: Id(1)] ImmutableArray<SessionClaim> Sessions,
    [property: Id(2)] GatewayFacts? Facts = null);

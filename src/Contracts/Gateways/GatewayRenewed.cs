using System.Collections.Immutable;

namespace EventPlatform.Contracts.Gateways;

/// <summary>The answer to a renewal: sessions whose id belongs to an earlier claim; the gateway closes them with 4004.</summary>
[GenerateSerializer, Immutable, Alias("ep.GatewayRenewed")]
public sealed record GatewayRenewed([property: Id(0)] ImmutableArray<string> LostSessions);

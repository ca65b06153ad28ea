namespace EventPlatform.Contracts.Sessions;

/// <summary>One life of a gateway: its id, and the incarnation that a lost lease or a restart replaces.</summary>
[GenerateSerializer, Immutable, Alias("ep.GatewayRef")]
public sealed record GatewayRef([property: Id(0)] string GatewayId, [property: Id(1)] Guid Incarnation);

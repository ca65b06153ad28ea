using EventPlatform.Contracts.Sessions;

namespace EventPlatform.Contracts.Extensions;

/// <summary>Who asked for a change: its gateway answers the request when its apply loop meets the change.</summary>
[GenerateSerializer, Immutable, Alias("ep.ChangeOrigin")]
public sealed record ChangeOrigin([property: Id(0)] GatewayRef Gateway, [property: Id(1)] long Request);

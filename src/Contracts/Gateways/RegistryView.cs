using System.Collections.Immutable;
using EventPlatform.Contracts.Sessions;

namespace EventPlatform.Contracts.Gateways;

/// <summary>Who is live, and whose lease is over but whose sessions may not have been ended yet.</summary>
[GenerateSerializer, Immutable, Alias("ep.RegistryView")]
public sealed record RegistryView([property: Id(0)] ImmutableArray<GatewayRef> Live, [property: Id(1)] ImmutableArray<GatewayRef> Ended);

using System.Collections.Immutable;

namespace EventPlatform.Contracts.Sessions;

/// <summary>Claims of sessions, oldest login first.</summary>
[GenerateSerializer, Immutable, Alias("ep.SessionList")]
public sealed record SessionList([property: Id(0)] ImmutableArray<SessionClaim> Sessions);

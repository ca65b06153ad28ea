using System.Collections.Immutable;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>A location as it was at one moment, its tenants in the order they were added.</summary>
internal sealed record FrozenLocation(string Name, ImmutableArray<FrozenTenant> Tenants);

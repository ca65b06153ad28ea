using System.Collections.Immutable;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.LiveApi.Config;

/// <summary>A location with its tenants as they were at one moment.</summary>
internal sealed record LocationCopy(LocationView Location, ImmutableArray<TenantCopy> Tenants);

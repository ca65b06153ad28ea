using System.Collections.Immutable;

namespace EventPlatform.Contracts.Directory;

/// <summary>A location of the root.</summary>
[GenerateSerializer, Immutable, Alias("ep.LocationEntry")]
public sealed record LocationEntry(
    [property: Id(0)] Guid Id,
    [property: Id(1)] string Name,
    [property: Id(2)] ImmutableArray<TenantEntry> Tenants);

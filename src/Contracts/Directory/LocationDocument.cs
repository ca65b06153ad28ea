using System.Collections.Immutable;

namespace EventPlatform.Contracts.Directory;

/// <summary>A location of a directory document.</summary>
[GenerateSerializer, Immutable, Alias("ep.LocationDocument")]
public sealed record LocationDocument(
    [property: Id(0)] Guid? Id,
    [property: Id(1)] string Name,
    [property: Id(2)] ImmutableArray<TenantDocument>? Tenants);

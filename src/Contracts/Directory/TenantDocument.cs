using System.Collections.Immutable;

namespace EventPlatform.Contracts.Directory;

/// <summary>A tenant of a directory document.</summary>
[GenerateSerializer, Immutable, Alias("ep.TenantDocument")]
public sealed record TenantDocument(
    [property: Id(0)] Guid? Id,
    [property: Id(1)] string Name,
    [property: Id(2)] ImmutableArray<StatusDocument>? Statuses,
    [property: Id(3)] ImmutableArray<ExtensionDocument>? Extensions);

using System.Collections.Immutable;

namespace EventPlatform.Contracts.Extensions;

/// <summary>A tenant's document: statuses in order, and extensions with the state the document gives them.</summary>
[GenerateSerializer, Immutable, Alias("ep.TenantContent")]
public sealed record TenantContent(
    [property: Id(0)] ImmutableArray<StatusEntry> Statuses,
    [property: Id(1)] int NextStatusNumber,
    [property: Id(2)] ImmutableArray<DocumentExtension> Extensions);

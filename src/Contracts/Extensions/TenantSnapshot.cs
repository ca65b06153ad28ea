using System.Collections.Immutable;

namespace EventPlatform.Contracts.Extensions;

/// <summary>A tenant as it is: statuses in the order they were added (<c>Available</c> first), extensions by number.</summary>
[GenerateSerializer, Immutable, Alias("ep.TenantSnapshot")]
public sealed record TenantSnapshot(
    [property: Id(0)] ChangeNumber Number,
    [property: Id(1)] long DocumentVersion,
    [property: Id(2)] ImmutableArray<StatusEntry> Statuses,
    [property: Id(3)] ImmutableArray<ExtensionEntry> Extensions);

namespace EventPlatform.Contracts.Extensions;

/// <summary>A tenant's part of a change over several grains: the new document, or its removal (null).</summary>
/// <param name="Change">The change's id, by which Directory tells its outcome.</param>
/// <param name="DocumentVersion">The new document's version, from Directory's one counter.</param>
/// <param name="Content">The new content, or null when the tenant is removed.</param>
[GenerateSerializer, Immutable, Alias("ep.TenantChange")]
public sealed record TenantChange(
    [property: Id(0)] Guid Change,
    [property: Id(1)] long DocumentVersion,
    [property: Id(2)] TenantContent? Content);

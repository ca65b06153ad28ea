namespace EventPlatform.Contracts.Directory;

/// <summary>The cluster as clients see it; the id is made at first start and kept.</summary>
[GenerateSerializer, Immutable, Alias("ep.CoreServer")]
public sealed record CoreServer([property: Id(0)] Guid Id, [property: Id(1)] string Slug, [property: Id(2)] string Name);

namespace EventPlatform.Contracts.Directory;

/// <summary>A status of a directory document; the type is one of <see cref="StatusTypes"/>.</summary>
[GenerateSerializer, Immutable, Alias("ep.StatusDocument")]
public sealed record StatusDocument([property: Id(0)] Guid? Id, [property: Id(1)] string Name, [property: Id(2)] string Type);

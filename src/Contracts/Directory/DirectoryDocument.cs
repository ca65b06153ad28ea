using System.Collections.Immutable;

namespace EventPlatform.Contracts.Directory;

/// <summary>
/// The directory document (docs/protocols/live-api.md, 3), names resolved to nothing: as its author wrote it. Null = the member is
/// absent.
/// </summary>
[GenerateSerializer, Immutable, Alias("ep.DirectoryDocument")]
public sealed record DirectoryDocument(
    [property: Id(0)] ImmutableArray<LocationDocument>? Locations,
    [property: Id(1)] ImmutableArray<UserDocument>? Users);

using System.Collections.Immutable;

namespace EventPlatform.Contracts.Directory;

/// <summary>The root: locations and their tenants in the order they were added.</summary>
[GenerateSerializer, Immutable, Alias("ep.DirectorySnapshot")]
public sealed record DirectorySnapshot(
    [property: Id(0)] long Number,
    [property: Id(1)] CoreServer CoreServer,
    [property: Id(2)] ImmutableArray<LocationEntry> Locations);

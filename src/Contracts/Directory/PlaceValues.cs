namespace EventPlatform.Contracts.Directory;

/// <summary>What a location, tenant, status or extension has beside its id.</summary>
/// <param name="Name">Its name; an extension's number.</param>
/// <param name="Detail">
/// A status' type, one of <see cref="StatusTypes"/>; an extension's display name; else null.
/// </param>
[GenerateSerializer, Immutable, Alias("ep.PlaceValues")]
public sealed record PlaceValues([property: Id(0)] string Name, [property: Id(1)] string? Detail = null);

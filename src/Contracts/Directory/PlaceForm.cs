namespace EventPlatform.Contracts.Directory;

/// <summary>What is given of a place: null stays as it is, or is what a new place has by default.</summary>
/// <param name="Name">Its name; an extension's number. A new place must have one.</param>
/// <param name="Detail">As of <see cref="PlaceValues"/>. A new status must have one.</param>
[GenerateSerializer, Immutable, Alias("ep.PlaceForm")]
public sealed record PlaceForm([property: Id(0)] string? Name, [property: Id(1)] string? Detail);

namespace EventPlatform.Contracts.Directory;

/// <summary>A place after a change, or as it was before its removal.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Values">Its values.</param>
/// <param name="Number">The directory's number under which this is so: a replica that has come so far shows it.</param>
[GenerateSerializer, Immutable, Alias("ep.PlaceChanged")]
public sealed record PlaceChanged([property: Id(0)] Guid Id, [property: Id(1)] PlaceValues Values, [property: Id(2)] long Number);

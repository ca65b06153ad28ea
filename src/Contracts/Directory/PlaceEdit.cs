namespace EventPlatform.Contracts.Directory;

/// <summary>A change of one place.</summary>
/// <param name="Action">What is done.</param>
/// <param name="Kind">The place's kind.</param>
/// <param name="Parent">The location of a tenant, the tenant of a status or an extension; null for locations.</param>
/// <param name="Id">The place; of a new one the id it is to have, or null for one chosen by Directory.</param>
/// <param name="Values">What is given of it; null when it is removed.</param>
/// <param name="Expected">What the caller takes it to be, null when that does not matter or it is new.</param>
/// <param name="IsTrial">True: only says whether it could be done; nothing changes.</param>
[GenerateSerializer, Immutable, Alias("ep.PlaceEdit")]
public sealed record PlaceEdit(
    [property: Id(0)] PlaceAction Action,
    [property: Id(1)] PlaceKind Kind,
    [property: Id(2)] Guid? Parent,
    [property: Id(3)] Guid? Id,
    [property: Id(4)] PlaceForm? Values,
    [property: Id(5)] PlaceValues? Expected,
    [property: Id(6)] bool IsTrial);

namespace EventPlatform.Contracts.Directory;

/// <summary>An extension of a directory document; null members keep their value, in a new extension the default.</summary>
/// <param name="Id">Its id, or null for one chosen by the server.</param>
/// <param name="Number">The extension number, a name.</param>
/// <param name="DisplayName">Shown name; default the number.</param>
/// <param name="Status">Name of one of the tenant's statuses.</param>
/// <param name="Note">The note, newlines as LF.</param>
/// <param name="ReturnTime">Unix milliseconds, -1 = none.</param>
[GenerateSerializer, Immutable, Alias("ep.ExtensionDocument")]
public sealed record ExtensionDocument(
    [property: Id(0)] Guid? Id,
    [property: Id(1)] string Number,
    [property: Id(2)] string? DisplayName,
    [property: Id(3)] string? Status,
    [property: Id(4)] string? Note,
    [property: Id(5)] long? ReturnTime);

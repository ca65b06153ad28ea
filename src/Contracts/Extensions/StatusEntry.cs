namespace EventPlatform.Contracts.Extensions;

/// <summary>A status of a tenant. Rows hold its number, which is never used again, so that a rename moves no state.</summary>
[GenerateSerializer, Immutable, Alias("ep.StatusEntry")]
public sealed record StatusEntry(
    [property: Id(0)] int Number,
    [property: Id(1)] Guid Id,
    [property: Id(2)] string Name,
    [property: Id(3)] string Type);

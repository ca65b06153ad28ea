namespace EventPlatform.Contracts.Extensions;

/// <summary>An extension with its effective state.</summary>
[GenerateSerializer, Immutable, Alias("ep.ExtensionEntry")]
public sealed record ExtensionEntry(
    [property: Id(0)] Guid Id,
    [property: Id(1)] string Number,
    [property: Id(2)] string DisplayName,
    [property: Id(3)] ExtensionState State);

namespace EventPlatform.Contracts.Extensions;

/// <summary>An extension of a tenant's document, and the state that the document version <paramref name="GivenUnder"/> gave it.</summary>
[GenerateSerializer, Immutable, Alias("ep.DocumentExtension")]
public sealed record DocumentExtension(
    [property: Id(0)] Guid Id,
    [property: Id(1)] string Number,
    [property: Id(2)] string DisplayName,
    [property: Id(3)] long GivenUnder,
    [property: Id(4)] ExtensionState Given);

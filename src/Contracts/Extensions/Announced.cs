namespace EventPlatform.Contracts.Extensions;

/// <summary>
/// The answer to an announcement: the change's number, or (null number) newer terms under which the row must be written again.
/// </summary>
[GenerateSerializer, Immutable, Alias("ep.Announced")]
public sealed record Announced([property: Id(0)] ChangeNumber? Number, [property: Id(1)] ExtensionTerms? Newer);

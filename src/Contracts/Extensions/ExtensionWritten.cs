namespace EventPlatform.Contracts.Extensions;

/// <summary>A row that is durable and is to be announced.</summary>
[GenerateSerializer, Immutable, Alias("ep.ExtensionWritten")]
public sealed record ExtensionWritten(
    [property: Id(0)] Guid Extension,
    [property: Id(1)] long DocumentVersion,
    [property: Id(2)] ExtensionFields Changed,
    [property: Id(3)] ExtensionState State,
    [property: Id(4)] long Time,
    [property: Id(5)] ChangeOrigin? Origin);

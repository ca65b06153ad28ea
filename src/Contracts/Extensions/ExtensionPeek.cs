namespace EventPlatform.Contracts.Extensions;

/// <summary>A row as it is durable; <paramref name="DocumentVersion"/> 0 when none was ever written.</summary>
[GenerateSerializer, Immutable, Alias("ep.ExtensionPeek")]
public sealed record ExtensionPeek([property: Id(0)] long DocumentVersion, [property: Id(1)] ExtensionState State);

namespace EventPlatform.Contracts;

/// <summary>
/// Why a grain refused. <paramref name="Field"/> names what was wrong in the command, empty when it is the command as a whole.
/// </summary>
[GenerateSerializer, Immutable, Alias("ep.Refusal")]
public sealed record Refusal([property: Id(0)] RefusalKind Kind, [property: Id(1)] string Field = "", [property: Id(2)] string Detail = "");

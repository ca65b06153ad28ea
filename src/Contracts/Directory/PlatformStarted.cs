namespace EventPlatform.Contracts.Directory;

/// <summary>What a starting process learns.</summary>
/// <param name="CoreServer">The cluster's core server.</param>
/// <param name="AdminPasswordHash">The stored hash of the generated admin password; null when none was ever generated.</param>
/// <param name="Adopted">True when the hash that was brought has been stored just now: its password is to be printed.</param>
[GenerateSerializer, Immutable, Alias("ep.PlatformStarted")]
public sealed record PlatformStarted(
    [property: Id(0)] CoreServer CoreServer,
    [property: Id(1)] string? AdminPasswordHash,
    [property: Id(2)] bool Adopted);

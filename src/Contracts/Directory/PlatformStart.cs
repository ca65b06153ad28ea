namespace EventPlatform.Contracts.Directory;

/// <summary>What a starting process brings.</summary>
/// <param name="Partitions">Its <c>Events:Partitions</c>, 1 to 16.</param>
/// <param name="AdminPasswordHash">
/// Hash of a password it has generated, stored only if there is none yet; null when the admin's password is configured.
/// </param>
[GenerateSerializer, Immutable, Alias("ep.PlatformStart")]
public sealed record PlatformStart([property: Id(0)] int Partitions, [property: Id(1)] string? AdminPasswordHash);

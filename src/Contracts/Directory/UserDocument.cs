using System.Collections.Immutable;

namespace EventPlatform.Contracts.Directory;

/// <summary>An account of a directory document. A plain password has been hashed by the door that read it.</summary>
[GenerateSerializer, Immutable, Alias("ep.UserDocument")]
public sealed record UserDocument(
    [property: Id(0)] Guid? Id,
    [property: Id(1)] string Username,
    [property: Id(2)] string? DisplayName,
    [property: Id(3)] bool? Enabled,
    [property: Id(4)] ImmutableArray<string>? Roles,
    [property: Id(5)] bool HasExtension,
    [property: Id(6)] Guid? ExtensionId,
    [property: Id(7)] string? PasswordHash);

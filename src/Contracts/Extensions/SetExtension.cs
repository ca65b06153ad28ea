namespace EventPlatform.Contracts.Extensions;

/// <summary>
/// A set: null fields stay. The status is a name of the tenant's, the note has newlines as LF, the return time is -1 or Unix
/// milliseconds. One that is set as its user's status is told of the user once.
/// </summary>
[GenerateSerializer, Immutable, Alias("ep.SetExtension")]
public sealed record SetExtension(
    [property: Id(0)] Guid Tenant,
    [property: Id(1)] string? Status,
    [property: Id(2)] string? Note,
    [property: Id(3)] long? ReturnTime,
    [property: Id(4)] ChangeOrigin? Origin,
    [property: Id(5)] bool IsOfUser = false);

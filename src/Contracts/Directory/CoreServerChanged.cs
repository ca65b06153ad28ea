namespace EventPlatform.Contracts.Directory;

/// <summary>The core server after a change.</summary>
/// <param name="CoreServer">The core server.</param>
/// <param name="Number">The directory's number under which this is so.</param>
[GenerateSerializer, Immutable, Alias("ep.CoreServerChanged")]
public sealed record CoreServerChanged([property: Id(0)] CoreServer CoreServer, [property: Id(1)] long Number);

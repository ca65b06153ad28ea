namespace EventPlatform.Contracts.Subscriptions;

/// <summary>A place in a partition's log: the next event to read. <see cref="End"/> asks for what comes from now on.</summary>
/// <param name="Epoch">The epoch; 0 for a reader that has read nothing yet.</param>
/// <param name="Offset">The offset of an event within the epoch, from 0; -1 = the log's end.</param>
[GenerateSerializer, Immutable, Alias("ep.LogPosition")]
public sealed record LogPosition([property: Id(0)] long Epoch, [property: Id(1)] long Offset)
{
    /// <summary>The end of the log, whatever its epoch.</summary>
    public static LogPosition End { get; } = new(0, -1);
}

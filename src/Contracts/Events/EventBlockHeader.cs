namespace EventPlatform.Contracts.Events;

/// <summary>The first bytes of a block, all that a log looks at.</summary>
/// <param name="Publisher">Incarnation of the publisher.</param>
/// <param name="Number">Number of the block, from 1, per publisher and partition.</param>
/// <param name="Count">Number of events in it, 1 or more.</param>
public readonly record struct EventBlockHeader(Guid Publisher, long Number, int Count);

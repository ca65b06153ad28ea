using System.Collections.Immutable;

namespace EventPlatform.Contracts.Subscriptions;

/// <summary>What a read gives.</summary>
/// <param name="Next">Where to read on; its epoch is the log's.</param>
/// <param name="HasGap">
/// The position asked for is not held any more, or was of another epoch that had more: events may be missing before the first block.
/// </param>
/// <param name="Blocks">In order; empty when nothing came within 1 s.</param>
/// <param name="Publishers">
/// Only on the first page of a reader or of an epoch: the last number of every publisher before the first block.
/// </param>
[GenerateSerializer, Immutable, Alias("ep.LogPage")]
public sealed record LogPage(
    [property: Id(0)] LogPosition Next,
    [property: Id(1)] bool HasGap,
    [property: Id(2)] ImmutableArray<LogBlock> Blocks,
    [property: Id(3)] ImmutableArray<PublisherMark> Publishers);

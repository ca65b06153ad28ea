namespace EventPlatform.Contracts.Subscriptions;

/// <summary>
/// A block as its publisher made it, the offset of its first event, and whether blocks of that publisher are missing before it.
/// </summary>
[GenerateSerializer, Immutable, Alias("ep.LogBlock")]
public sealed record LogBlock([property: Id(0)] long FirstOffset, [property: Id(1)] bool GapBefore, [property: Id(2)] byte[] Bytes);

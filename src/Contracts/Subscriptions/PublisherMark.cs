namespace EventPlatform.Contracts.Subscriptions;

/// <summary>The last block number that the log has had of a publisher before the page's first block.</summary>
[GenerateSerializer, Immutable, Alias("ep.PublisherMark")]
public sealed record PublisherMark([property: Id(0)] Guid Publisher, [property: Id(1)] long Number);

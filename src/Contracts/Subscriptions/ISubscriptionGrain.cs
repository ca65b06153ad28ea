namespace EventPlatform.Contracts.Subscriptions;

/// <summary>The log of one partition (key): blocks in order under an epoch that each activation raises by one durable write.</summary>
[Alias("ep.ISubscriptionGrain")]
public interface ISubscriptionGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Blocks from the position on, at most about <paramref name="bytesMax"/> bytes but at least one block; waits up to 1 s for the first.
    /// <see cref="LogPage.HasGap"/> when the position is not held: the page starts at the oldest block that is, or at the end.
    /// </summary>
    [Alias("Read"), AlwaysInterleave, ResponseTimeout("00:00:03"), Idempotent(true)]
    Task<LogPage> Read(LogPosition from, int bytesMax, CancellationToken cancellationToken = default);

    /// <summary>Whether the log has the publisher's block, or a later one of it.</summary>
    [Alias("Has"), AlwaysInterleave, ResponseTimeout("00:00:05"), Idempotent(true)]
    Task<bool> Has(Guid publisher, long number, CancellationToken cancellationToken = default);
}

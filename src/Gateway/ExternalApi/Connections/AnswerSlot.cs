namespace EventPlatform.Gateway.ExternalApi.Connections;

/// <summary>The place of an answer that waits for its event to be accepted.</summary>
/// <param name="Accepted">The publisher's word; never fails.</param>
/// <param name="Ok">The reply if it was.</param>
internal readonly record struct AnswerSlot(Task<bool> Accepted, byte[] Ok)
{
    /// <summary>What the place costs; small replies count for about what they take in memory.</summary>
    public int Cost => Math.Max(64, Ok.Length);
}

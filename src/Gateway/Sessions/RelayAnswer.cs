namespace EventPlatform.Gateway.Sessions;

/// <summary>The end of a relayed request.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Reply">The members of the reply but its tid, JSON; empty unless it was answered.</param>
internal readonly record struct RelayAnswer(RelayEnd End, byte[] Reply)
{
    /// <summary>What a session or its gateway gave.</summary>
    /// <param name="reply">The reply; empty: the session is gone.</param>
    public static RelayAnswer Of(byte[] reply) => new(reply.Length > 0 ? RelayEnd.Answered : RelayEnd.Gone, reply);
}

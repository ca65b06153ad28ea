namespace EventPlatform.EndToEnd.Tests.Resuming;

/// <summary>A connection of a client to a gateway.</summary>
/// <param name="connection">It is open.</param>
/// <param name="gateway">Where it leads.</param>
/// <param name="at">When it was opened at the latest, Unix milliseconds.</param>
/// <param name="isResuming">Whether an event's id was given.</param>
internal sealed class Visit(FeedConnection connection, GatewayRun gateway, long at, bool isResuming)
{
    internal FeedConnection Connection => connection;

    internal GatewayRun Gateway => gateway;

    internal long At => at;

    /// <summary>Whether what comes first tells if the id was of use.</summary>
    internal bool IsResuming { get; set; } = isResuming;

    /// <summary>Whether the id was of use.</summary>
    internal bool IsResumed { get; set; }

    /// <summary>Whether the client is told only what happens from now on.</summary>
    internal bool IsAnew { get; set; } = !isResuming;
}

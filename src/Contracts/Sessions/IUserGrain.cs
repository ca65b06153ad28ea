namespace EventPlatform.Contracts.Sessions;

/// <summary>The sessions of one user in one service, keyed <c>service/user</c>; an index, rebuilt by renewals.</summary>
[Alias("ep.IUserGrain")]
public interface IUserGrain : IGrainWithStringKey
{
    /// <summary>Adds or renews a session. Called by its Session only.</summary>
    [Alias("Join"), ResponseTimeout("00:00:05"), Idempotent(true)]
    Task Join(SessionClaim claim, CancellationToken cancellationToken = default);

    /// <summary>Removes a session. Called by its Session only.</summary>
    [Alias("Leave"), ResponseTimeout("00:00:05"), Idempotent(true)]
    Task Leave(string sessionId, CancellationToken cancellationToken = default);

    /// <summary>The user's sessions, oldest first.</summary>
    [Alias("Sessions"), ResponseTimeout("00:00:05"), Idempotent(true)]
    Task<SessionList> Sessions(CancellationToken cancellationToken = default);
}

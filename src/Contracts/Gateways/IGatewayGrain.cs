using EventPlatform.Contracts.Sessions;

namespace EventPlatform.Contracts.Gateways;

/// <summary>
/// One gateway, keyed by its id: its lease, the index of its sessions, its mailbox. Not persisted; its gateway is the truth.
/// </summary>
[Alias("ep.IGatewayGrain")]
public interface IGatewayGrain : IGrainWithStringKey
{
    /// <summary>Indexes a login and passes it to the Session. Taken: the id has another owner. Gone: the incarnation has ended.</summary>
    [Alias("Login"), AlwaysInterleave, ResponseTimeout("00:00:05"), Idempotent(true)]
    Task<Outcome<Unit>> Login(SessionClaim claim, CancellationToken cancellationToken = default);

    /// <summary>A connection ended: its session leaves the index and ends. Ok also when it is not known.</summary>
    [Alias("Logout"), AlwaysInterleave, ResponseTimeout("00:00:05"), Idempotent(true)]
    Task Logout(string sessionId, GatewayRef owner, CancellationToken cancellationToken = default);

    /// <summary>
    /// Renews the lease and claims <see cref="GatewayRenewal.Sessions"/> again. Gone: this incarnation has ended, its gateway
    /// closes its sessions (4004) and goes on as a new one.
    /// </summary>
    [Alias("Renew"), AlwaysInterleave, ResponseTimeout("00:00:05"), Idempotent(true)]
    Task<Outcome<GatewayRenewed>> Renew(GatewayRenewal renewal, CancellationToken cancellationToken = default);

    /// <summary>Ends an incarnation (its lease is over, or it drained): ends each of its sessions, empties its mailbox.</summary>
    [Alias("End"), ResponseTimeout("00:00:30"), Idempotent(true)]
    Task End(GatewayRef owner, CancellationToken cancellationToken = default);

    /// <summary>The sessions of this gateway, in any order.</summary>
    [Alias("Sessions"), AlwaysInterleave, ResponseTimeout("00:00:05"), Idempotent(true)]
    Task<SessionList> Sessions(CancellationToken cancellationToken = default);

    /// <summary>What its gateway told with its last renewal. NotFound: none has come since the grain was activated.</summary>
    [Alias("Facts"), AlwaysInterleave, ResponseTimeout("00:00:05"), Idempotent(true)]
    Task<Outcome<GatewayFacts>> Facts(CancellationToken cancellationToken = default);

    /// <summary>
    /// Puts a command into the mailbox (10,000, 64 MiB of payloads). Full when there is no room, Gone when no incarnation is live.
    /// </summary>
    [Alias("Post"), AlwaysInterleave, ResponseTimeout("00:00:05"), Idempotent(false)]
    Task<Outcome<Unit>> Post(GatewayCommand command, CancellationToken cancellationToken = default);

    /// <summary>
    /// Commands numbered above <paramref name="after"/>, which also drops those up to it; waits up to 1 s for the first.
    /// An empty page when there is none or the owner is not the live incarnation.
    /// </summary>
    [Alias("ReadMailbox"), AlwaysInterleave, ResponseTimeout("00:00:03"), Idempotent(true)]
    Task<MailboxPage> ReadMailbox(GatewayRef owner, long after, CancellationToken cancellationToken = default);
}

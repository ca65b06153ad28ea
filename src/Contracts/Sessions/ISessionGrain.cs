namespace EventPlatform.Contracts.Sessions;

/// <summary>One session, keyed by its id. Keeps the claim of the gateway that holds it; not persisted.</summary>
[Alias("ep.ISessionGrain")]
public interface ISessionGrain : IGrainWithStringKey
{
    /// <summary>
    /// Takes the id for a login: joins the user, publishes <c>userLogin</c> and awaits its acceptance. Taken when another owner has it.
    /// </summary>
    [Alias("Login"), ResponseTimeout("00:00:05"), Idempotent(true)]
    Task<Outcome<Unit>> Login(SessionClaim claim, CancellationToken cancellationToken = default);

    /// <summary>Keeps or rebuilds a claim. Taken when an earlier claim has the id: the caller closes its session with 4004.</summary>
    [Alias("Renew"), ResponseTimeout("00:00:05"), Idempotent(true)]
    Task<Outcome<Unit>> Renew(SessionClaim claim, CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends the session if <paramref name="owner"/> has it: leaves the user, publishes <c>userLogout</c>. Ok also when it has not.
    /// </summary>
    [Alias("End"), ResponseTimeout("00:00:05"), Idempotent(true)]
    Task End(GatewayRef owner, CancellationToken cancellationToken = default);

    /// <summary>Who holds this session; NotFound when nobody does.</summary>
    [Alias("Find"), ResponseTimeout("00:00:05"), Idempotent(true)]
    Task<Outcome<SessionClaim>> Find(CancellationToken cancellationToken = default);
}

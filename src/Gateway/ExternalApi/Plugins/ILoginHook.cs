using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>
/// Has a word in every login that an authenticator has accepted (external-api.md 3). Registered as a singleton service; several are asked
/// in the order of their registration, each sees what the one before has made of the login, the first that refuses decides.
/// </summary>
public interface ILoginHook
{
    /// <summary>
    /// Asked after the credentials were found right and before service and session id are checked; for each call by HTTP (<c>/rpc</c>)
    /// too, and for a token that takes the place of another (<c>user/refresh</c>): there the user must come out the same, and session id
    /// and meta stay. Logins of several connections come at the same time, on any thread; what the same connection sends waits, so the hook
    /// awaits what takes time and never blocks. An exception is logged under a reference and refuses the login with 100003.
    /// </summary>
    /// <param name="attempt">What the client brought. Its session id is null for <c>/rpc</c>.</param>
    /// <param name="accepted">
    /// What the login is going to be. A session id or meta of null stands for the attempt's. What the session ends by stays,
    /// whatever the hook returns: the account, the token's key; the end of a token can only be made sooner.
    /// </param>
    /// <param name="cancellationToken">Cancelled when nobody waits for the answer any more, where that is known.</param>
    /// <returns>
    /// The same or another <see cref="AuthResult.Accepted"/>, whose user name and session id are checked like those of every login; or
    /// <see cref="AuthResult.Refused"/> with code and text for the client, which is delayed and counted like wrong credentials
    /// (<c>/rpc</c>: HTTP 401; 503 with 100081, 500 with 100003). <see cref="AuthResult.NotMine"/> leaves the login as it is.
    /// </returns>
    ValueTask<AuthResult> LoggingIn(LoginAttempt attempt, AuthResult.Accepted accepted, CancellationToken cancellationToken);
}

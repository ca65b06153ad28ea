using EventPlatform.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace EventPlatform.Gateway.Security;

/// <summary>
/// <c>Auth:Open</c>: any user name, any password or none, admin's rights. For trying out and benchmarks; first of the chain.
/// </summary>
internal sealed class OpenAuthenticator : IAuthenticator
{
    private readonly IOptionsMonitor<AuthOptions> _auth;
    private readonly WhileOpen _credential;

    public OpenAuthenticator(IOptionsMonitor<AuthOptions> auth)
    {
        _auth = auth;
        _credential = new WhileOpen(auth);
    }

    public ValueTask<AuthResult> Authenticate(LoginAttempt attempt, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_auth.CurrentValue.Open && attempt.User is { } user
            ? new AuthResult.Accepted(user) { IsAdmin = true, Credential = _credential }
            : AuthResult.NotMine);

    private sealed class WhileOpen(IOptionsMonitor<AuthOptions> auth) : ICredential
    {
        public bool IsOver => !auth.CurrentValue.Open;
    }
}

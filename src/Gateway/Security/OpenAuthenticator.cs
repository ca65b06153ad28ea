using EventPlatform.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace EventPlatform.Gateway.Security;

/// <summary>
/// <c>Auth:Open</c>: any user name, any password or none, admin's rights. For trying out and benchmarks; first of the chain.
/// </summary>
internal sealed class OpenAuthenticator(IOptionsMonitor<AuthOptions> auth) : IAuthenticator
{
    public ValueTask<AuthResult> Authenticate(LoginAttempt attempt, CancellationToken cancellationToken) =>
        ValueTask.FromResult(auth.CurrentValue.Open && attempt.User is { } user
            ? new AuthResult.Accepted(user) { IsAdmin = true }
            : AuthResult.NotMine);
}

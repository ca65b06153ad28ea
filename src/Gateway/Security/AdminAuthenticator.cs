using EventPlatform.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace EventPlatform.Gateway.Security;

/// <summary>The administrator, whose password is mandatory. A token for that name is left to who reads tokens.</summary>
internal sealed class AdminAuthenticator(IOptionsMonitor<AuthOptions> auth, AdminSecret secret) : IAuthenticator
{
    public ValueTask<AuthResult> Authenticate(LoginAttempt attempt, CancellationToken cancellationToken)
    {
        if (attempt.User != auth.CurrentValue.Admin.User || attempt.Token is not null)
        {
            return ValueTask.FromResult(AuthResult.NotMine);
        }

        return ValueTask.FromResult(attempt.Password is { } password && secret.Verify(password)
            ? new AuthResult.Accepted(attempt.User) { IsAdmin = true }
            : AuthResult.Unauthorized);
    }
}

using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Management;
using EventPlatform.Gateway.Security.Tokens;
using Microsoft.Extensions.Options;

namespace EventPlatform.Gateway.Security;

/// <summary>
/// The HTTP realm of event feed, REST and console: its user by Basic, or a token (Bearer) of the administrator or of somebody with the
/// role <c>manager</c>.
/// </summary>
/// <param name="auth">The realm's user and password.</param>
/// <param name="tokens">Knows tokens.</param>
/// <param name="metrics">Counts wrong credentials; null: nobody does.</param>
internal sealed class RealmAuthenticator(IOptionsMonitor<AuthOptions> auth, TokenAuthenticator tokens, PlatformMetrics? metrics = null)
{
    /// <summary>Value of <c>WWW-Authenticate</c> with a 401.</summary>
    public const string Challenge = "Basic realm=\"communication_manager\"";

    /// <summary>Who has this role may enter the realm by a token.</summary>
    internal const string Role = "manager";

    /// <summary>Decides over a request by its <c>Authorization</c> header.</summary>
    /// <param name="authorization">The header's value; null without one.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    public ValueTask<RealmDecision> Check(string? authorization, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (BearerToken.TryParse(authorization, out var token))
        {
            return CheckToken(token, cancellationToken);
        }

        if (!BasicCredentials.TryParse(authorization, out var credentials))
        {
            return ValueTask.FromResult(RealmDecision.Unauthorized);
        }

        // Both are compared always: the time must not tell which one was wrong.
        var realm = auth.CurrentValue.Realm;
        var isAdmitted = SecretText.AreEqual(credentials.User, realm.User) & SecretText.AreEqual(credentials.Password, realm.Password);
        return ValueTask.FromResult(isAdmitted ? RealmDecision.Admitted : Refuse());
    }

    private async ValueTask<RealmDecision> CheckToken(string token, CancellationToken cancellationToken)
    {
        var attempt = new LoginAttempt { Token = token, Service = ServicesOptions.Default };
        return await tokens.Authenticate(attempt, cancellationToken) switch
        {
            AuthResult.Accepted accepted when accepted.IsAdmin || accepted.Roles.Contains(Role) => RealmDecision.Admitted,
            AuthResult.Accepted => RealmDecision.Forbidden,
            _ => Refuse(),
        };
    }

    /// <summary>Who brings nothing is asked for credentials, which is not counted.</summary>
    private RealmDecision Refuse()
    {
        metrics?.CredentialsRefused(Doors.Http);
        return RealmDecision.Unauthorized;
    }
}

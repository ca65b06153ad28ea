using EventPlatform.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace EventPlatform.Gateway.Security;

/// <summary>The HTTP realm of event feed, REST and console.</summary>
internal sealed class RealmAuthenticator(IOptionsMonitor<AuthOptions> auth)
{
    /// <summary>Value of <c>WWW-Authenticate</c> with a 401.</summary>
    public const string Challenge = "Basic realm=\"communication_manager\"";

    /// <summary>Decides over a request by its <c>Authorization</c> header.</summary>
    /// <param name="authorization">The header's value; null without one.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    public ValueTask<RealmDecision> Check(string? authorization, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var realm = auth.CurrentValue.Realm;
        if (!BasicCredentials.TryParse(authorization, out var credentials))
        {
            return ValueTask.FromResult(RealmDecision.Unauthorized);
        }

        // Both are compared always: the time must not tell which one was wrong.
        var isAdmitted = SecretText.AreEqual(credentials.User, realm.User) & SecretText.AreEqual(credentials.Password, realm.Password);
        return ValueTask.FromResult(isAdmitted ? RealmDecision.Admitted : RealmDecision.Unauthorized);
    }
}

using System.Text.Json;
using EventPlatform.Gateway.ExternalApi.Plugins;
using EventPlatform.Gateway.Security;

namespace EventPlatform.TicketPlugin;

/// <summary>
/// Who logs in as <c>anna@berlin</c> is <c>anna</c>, and the site becomes the session's meta. A site that there is not is refused.
/// </summary>
internal sealed class SiteLogin : ILoginHook
{
    private const int UnknownSite = 300002;
    private static readonly string[] Sites = ["berlin", "hamburg"];

    public ValueTask<AuthResult> LoggingIn(LoginAttempt attempt, AuthResult.Accepted accepted, CancellationToken cancellationToken)
    {
        if (accepted.User.Split('@') is not [var user, var site])
        {
            return new(accepted);
        }

        if (!Sites.Contains(site))
        {
            return new(new AuthResult.Refused(UnknownSite, "Unknown site"));
        }

        var meta = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["site"] = site });
        return new(accepted with { User = user, Meta = meta });
    }
}

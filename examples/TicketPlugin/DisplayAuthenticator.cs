using EventPlatform.Gateway.Security;

namespace EventPlatform.TicketPlugin;

/// <summary>Wall displays have no password but a token each. Asked after the gateway's own authenticators have passed.</summary>
internal sealed class DisplayAuthenticator : IAuthenticator
{
    private static readonly Dictionary<string, string> Displays = new(StringComparer.Ordinal) { ["display-of-the-lobby"] = "lobby" };

    public ValueTask<AuthResult> Authenticate(LoginAttempt attempt, CancellationToken cancellationToken) => new(
        attempt is { User: null, Token: { } token } && Displays.TryGetValue(token, out var name)
            ? new AuthResult.Accepted(name) { Roles = ["display"] }
            : AuthResult.NotMine);
}

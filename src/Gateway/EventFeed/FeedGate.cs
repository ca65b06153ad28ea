using System.Net;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>
/// Whose upgrade may come in: address, then encryption, then credentials (docs/protocols/event-feed.md, 1). Upgrades do not pass the
/// host's HTTP door.
/// </summary>
/// <param name="settings">The settings as they are now.</param>
/// <param name="realm">Checks credentials.</param>
internal sealed class FeedGate(Func<PlatformOptions> settings, RealmAuthenticator realm)
{
    private static readonly HttpRefusal Denied = new(StatusCodes.Status403Forbidden);

    private static readonly HttpRefusal Unauthorized =
        new(StatusCodes.Status401Unauthorized, $"WWW-Authenticate: {RealmAuthenticator.Challenge}");

    /// <summary>The client's address, behind a trusted proxy the forwarded one; null when it cannot be told.</summary>
    public IPAddress? ClientOf(UpgradeRequest request) =>
        ClientAddress.Of(request.RemoteEndPoint, request.Headers[ClientAddress.Header], settings().Access.TrustedProxies);

    /// <returns>null: it may come in.</returns>
    public async ValueTask<HttpRefusal?> Check(UpgradeRequest request, CancellationToken cancellationToken)
    {
        var now = settings();
        if (!now.Access.Http.Contains(ClientOf(request)) || (now.Tls.Required && !request.IsTls))
        {
            return Denied;
        }

        return await realm.Check(request.Headers.Authorization, cancellationToken) switch
        {
            RealmDecision.Admitted => null,
            RealmDecision.Unauthorized => Unauthorized,
            RealmDecision.Forbidden => Denied,
            var other => throw new InvalidOperationException($"Unhandled decision {other}."),
        };
    }
}

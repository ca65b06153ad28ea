using System.Globalization;
using System.Net;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>Who may come in: address, then encryption, then credentials (docs/protocols/event-feed.md, 1).</summary>
/// <param name="settings">The settings as they are now.</param>
/// <param name="realm">Checks credentials.</param>
internal sealed class FeedGate(Func<PlatformOptions> settings, IFeedRealm realm)
{
    private static readonly HttpRefusal Denied = new(StatusCodes.Status403Forbidden);

    private static readonly HttpRefusal Unauthorized =
        new(StatusCodes.Status401Unauthorized, "WWW-Authenticate: Basic realm=\"communication_manager\"");

    /// <returns>null: it may come in.</returns>
    public async ValueTask<HttpRefusal?> Check(UpgradeRequest request, CancellationToken cancellationToken)
    {
        if (!IsAddressAdmitted(request.RemoteEndPoint, request.Headers))
        {
            return Denied;
        }

        return settings().Tls.Required && !request.IsTls ? Denied : await CheckCredentials(request.Headers, cancellationToken);
    }

    /// <summary>As for an upgrade, but a plain request is led to the encrypted address.</summary>
    public async ValueTask<HttpRefusal?> Check(HttpContext context)
    {
        var now = settings();
        var request = context.Request;
        var remote = context.Connection.RemoteIpAddress is { } address ? new IPEndPoint(address, context.Connection.RemotePort) : null;
        if (!IsAddressAdmitted(remote, request.Headers))
        {
            return Denied;
        }

        if (now.Tls.Required && !request.IsHttps)
        {
            var host = new HostString(request.Host.Host, now.Listeners.Https);
            var target = string.Create(CultureInfo.InvariantCulture, $"https://{host}{request.Path.ToUriComponent()}{request.QueryString}");
            return new HttpRefusal(StatusCodes.Status302Found, $"Location: {target}");
        }

        return await CheckCredentials(request.Headers, context.RequestAborted);
    }

    private bool IsAddressAdmitted(EndPoint? remote, IHeaderDictionary headers)
    {
        var access = settings().Access;
        return access.Http.Contains(ClientAddress((remote as IPEndPoint)?.Address, headers, access.TrustedProxies));
    }

    /// <summary>The address behind trusted proxies, read from the right; null: it cannot be read.</summary>
    private static IPAddress? ClientAddress(IPAddress? remote, IHeaderDictionary headers, AccessList proxies)
    {
        var forwarded = proxies.Contains(remote) ? headers.GetCommaSeparatedValues("X-Forwarded-For") : [];
        for (var index = forwarded.Length - 1; index >= 0 && proxies.Contains(remote); index--)
        {
            remote = AddressRange.TryParseAddress(forwarded[index].Trim(), out var address) ? address : null;
        }

        return remote;
    }

    private async ValueTask<HttpRefusal?> CheckCredentials(IHeaderDictionary headers, CancellationToken cancellationToken) =>
        await realm.Check(headers.Authorization, cancellationToken) switch
        {
            RealmAnswer.Admitted => null,
            RealmAnswer.Unauthorized => Unauthorized,
            RealmAnswer.Forbidden => Denied,
            var other => throw new InvalidOperationException($"Unhandled answer {other}."),
        };
}

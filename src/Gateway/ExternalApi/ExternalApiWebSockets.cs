using System.Net;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.ExternalApi;

/// <summary>WebSocket: one JSON object per text frame (external-api.md 1).</summary>
internal sealed class ExternalApiWebSockets(ApiServices services, AddressConnections addresses) : IWebSocketEndpoint
{
    private static readonly UpgradeDecision Forbidden = new UpgradeDecision.Refuse(new HttpRefusal(403));
    private static readonly UpgradeDecision TooMany = new UpgradeDecision.Refuse(new HttpRefusal(429));
    private static readonly UpgradeDecision NotFound = new UpgradeDecision.Refuse(new HttpRefusal(404));

    private readonly SharedBounds _bounds = new(ConnectionBounds.WebSocket);

    public ValueTask<UpgradeDecision?> Decide(UpgradeRequest request, CancellationToken cancellationToken)
    {
        var isOwn = Listeners.IsOwn(request.Listener);
        if (!isOwn && !Listeners.IsShared(request.Listener, request.Path))
        {
            return new((UpgradeDecision?)null);
        }

        var settings = services.Settings;
        var client = settings.ClientOf(request.RemoteEndPoint, request.Headers);
        if (client is null || !settings.IsListed(client) || (settings.IsTlsRequired && !request.IsTls))
        {
            return new(Forbidden);
        }

        return new(Listeners.IsOpenedOn(request.Listener, request.Path) ? Open(client) : NotFound);
    }

    /// <summary>The upgrade counts as a connection from here on, so that many at once do not pass the limit.</summary>
    private UpgradeDecision Open(IPAddress client)
    {
        var settings = services.Settings;
        var limits = settings.Limits;
        if (!addresses.TryEnter(client, limits.ConnectionsPerAddress))
        {
            return TooMany;
        }

        return new UpgradeDecision.Accept(
            _bounds.Of(limits),
            connection => new ApiConnection(services, connection, client, addresses).Run(),
            settings.SubProtocol,
            settings.IsCompressionOn)
        {
            Abandoned = () => addresses.Leave(client),
        };
    }
}

using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.ExternalApi;

/// <summary>WebSocket: one JSON object per text frame (external-api.md 1).</summary>
internal sealed class ExternalApiWebSockets(ApiServices services) : IWebSocketEndpoint
{
    private static readonly UpgradeDecision Forbidden = new UpgradeDecision.Refuse(new HttpRefusal(403));
    private static readonly UpgradeDecision NotFound = new UpgradeDecision.Refuse(new HttpRefusal(404));

    public ValueTask<UpgradeDecision?> Decide(UpgradeRequest request, CancellationToken cancellationToken)
    {
        var isOwn = Listeners.IsOwn(request.Listener);
        if (!isOwn && !Listeners.IsShared(request.Listener, request.Path))
        {
            return new((UpgradeDecision?)null);
        }

        var settings = services.Settings;
        var client = settings.ClientOf(request.RemoteEndPoint, request.Headers);
        if (!settings.IsListed(client) || (settings.IsTlsRequired && !request.IsTls))
        {
            return new(Forbidden);
        }

        return new(Listeners.IsOpenedOn(request.Listener, request.Path)
            ? new UpgradeDecision.Accept(
                ConnectionBounds.WebSocket(settings.Limits), connection => new ApiConnection(services, connection, client).Run(), settings.SubProtocol)
            : NotFound);
    }
}

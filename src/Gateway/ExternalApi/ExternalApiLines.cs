using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.ExternalApi.Policy;
using EventPlatform.Gateway.Transport;
using Microsoft.AspNetCore.Connections;

namespace EventPlatform.Gateway.ExternalApi;

/// <summary>TCP: one JSON object per line (external-api.md 1).</summary>
internal sealed class ExternalApiLines(ApiServices services, IClientAddresses addresses) : ILineEndpoint
{
    public MessageConnectionOptions? Admit(ConnectionContext connection)
    {
        var settings = services.Settings.Current;
        var isListed = addresses.IsListed(addresses.ClientOf(connection.RemoteEndPoint, null));
        return isListed && (!settings.IsTlsRequired || connection.IsTls()) ? ConnectionBounds.Lines(settings) : null;
    }

    public Task Run(MessageConnection connection) =>
        new ApiConnection(services, connection, addresses.ClientOf(connection.RemoteEndPoint, null)).Run();
}

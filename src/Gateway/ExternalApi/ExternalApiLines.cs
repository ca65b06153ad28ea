using System.Net;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Transport;
using Microsoft.AspNetCore.Connections;

namespace EventPlatform.Gateway.ExternalApi;

/// <summary>TCP: one JSON object per line (external-api.md 1).</summary>
internal sealed class ExternalApiLines(ApiServices services, AddressConnections addresses) : ILineEndpoint
{
    public bool IsListed(EndPoint? remote)
    {
        var settings = services.Settings;
        return settings.IsListed(settings.ClientOf(remote, null));
    }

    public MessageConnectionOptions? Admit(ConnectionContext connection)
    {
        var settings = services.Settings;
        var isListed = IsListed(connection.RemoteEndPoint);
        return isListed && (!settings.IsTlsRequired || connection.IsTls()) ? ConnectionBounds.Lines(settings.Limits) : null;
    }

    public async Task Run(MessageConnection connection)
    {
        var settings = services.Settings;
        var client = settings.ClientOf(connection.RemoteEndPoint, null) ?? IPAddress.None;
        if (!addresses.TryEnter(client, settings.Limits.ConnectionsPerAddress))
        {
            return;
        }

        try
        {
            await new ApiConnection(services, connection, client).Run();
        }
        finally
        {
            addresses.Leave(client);
        }
    }
}

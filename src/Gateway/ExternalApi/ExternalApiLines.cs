using System.Net;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Transport;
using Microsoft.AspNetCore.Connections;

namespace EventPlatform.Gateway.ExternalApi;

/// <summary>TCP: one JSON object per line (external-api.md 1).</summary>
internal sealed class ExternalApiLines(ApiServices services, AddressConnections addresses) : ILineEndpoint
{
    private readonly SharedBounds _bounds = new(ConnectionBounds.Lines);

    public bool IsListed(EndPoint? remote)
    {
        var settings = services.Settings;
        return settings.IsListed(settings.ClientOf(remote, null));
    }

    public MessageConnectionOptions? Admit(ConnectionContext connection)
    {
        var settings = services.Settings;
        var isListed = IsListed(connection.RemoteEndPoint);
        return isListed && (!settings.IsTlsRequired || connection.IsTls()) ? _bounds.Of(settings.Limits) : null;
    }

    public Task Run(MessageConnection connection)
    {
        var settings = services.Settings;
        var client = settings.ClientOf(connection.RemoteEndPoint, null) ?? IPAddress.None;
        return addresses.TryEnter(client, settings.Limits.ConnectionsPerAddress)
            ? new ApiConnection(services, connection, client, addresses).Run()
            : Task.CompletedTask;
    }
}

using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.Transport;
using Microsoft.AspNetCore.Connections;

namespace EventPlatform.Gateway.ExternalApi;

/// <summary>TCP: one JSON object per line (external-api.md 1).</summary>
internal sealed class ExternalApiLines(ApiServices services) : ILineEndpoint
{
    public MessageConnectionOptions? Admit(ConnectionContext connection)
    {
        var settings = services.Settings;
        var isListed = settings.IsListed(settings.ClientOf(connection.RemoteEndPoint, null));
        return isListed && (!settings.IsTlsRequired || connection.IsTls()) ? ConnectionBounds.Lines(settings.Limits) : null;
    }

    public Task Run(MessageConnection connection) =>
        new ApiConnection(services, connection, services.Settings.ClientOf(connection.RemoteEndPoint, null)).Run();
}

using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace EventPlatform.Gateway.Transport;

/// <summary>What front ends ask about a connection before it is one of messages.</summary>
internal static class ConnectionFeatures
{
    extension(ConnectionContext connection)
    {
        /// <summary>The key of the listener that accepted it; empty when none was set.</summary>
        public string ListenerKey() => connection.Features.Get<ListenerFeature>()?.Key ?? "";

        public bool IsTls() => connection.Features.Get<ITlsHandshakeFeature>() is not null;
    }
}

using EventPlatform.Gateway.ExternalApi.Policy;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.ExternalApi.Connections;

/// <summary>The bounds of a connection by the settings of its beginning; on lines the system's keep-alive stands for pings and idle limit.</summary>
internal static class ConnectionBounds
{
    public static MessageConnectionOptions WebSocket(ExternalApiSettings settings) => new()
    {
        MessageBytesMax = settings.MessageBytesMax,
        QueueBytesMax = settings.QueueBytesMax,
        PingInterval = settings.PingInterval,
        IdleTimeout = settings.IdleTimeout,
        SendingIsActivity = true,
    };

    public static MessageConnectionOptions Lines(ExternalApiSettings settings) => new()
    {
        MessageBytesMax = settings.MessageBytesMax,
        QueueBytesMax = settings.QueueBytesMax,
        LineOverLimit = OverLimit.Stop,
    };
}

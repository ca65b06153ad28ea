using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Management;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.ExternalApi.Connections;

/// <summary>
/// The bounds of a connection by the settings of its beginning; on lines the system's keep-alive stands for pings and idle limit.
/// </summary>
internal static class ConnectionBounds
{
    public static MessageConnectionOptions WebSocket(LimitsOptions limits) => new()
    {
        Door = Doors.ExternalApi,
        MessageBytesMax = limits.MessageBytes,
        QueueBytesMax = limits.ExternalApiQueueBytes,
        PingInterval = limits.PingInterval,
        IdleTimeout = limits.IdleTimeout,
        SendingIsActivity = true,
    };

    public static MessageConnectionOptions Lines(LimitsOptions limits) => new()
    {
        Door = Doors.ExternalApi,
        MessageBytesMax = limits.MessageBytes,
        QueueBytesMax = limits.ExternalApiQueueBytes,
        LineOverLimit = OverLimit.Stop,
    };
}

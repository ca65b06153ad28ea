using System.Net;

namespace EventPlatform.Gateway.Transport;

internal sealed partial class ConnectionRunner
{
    [LoggerMessage(LogLevel.Error, "A connection of {Listener} from {Remote} failed")]
    private partial void LogConnectionFailed(Exception exception, string listener, EndPoint? remote);
}

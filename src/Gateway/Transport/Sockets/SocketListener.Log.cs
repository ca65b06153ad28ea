using System.Net;
using System.Net.Sockets;

namespace EventPlatform.Gateway.Transport.Sockets;

internal sealed partial class SocketListener
{
    [LoggerMessage(LogLevel.Error, "No connection can be accepted on {EndPoint}: {Error}")]
    private partial void LogResting(EndPoint endPoint, SocketError error);
}

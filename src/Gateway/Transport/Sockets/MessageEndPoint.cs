using System.Net;

namespace EventPlatform.Gateway.Transport.Sockets;

/// <summary>An address that <see cref="SocketTransport"/> listens on.</summary>
internal sealed class MessageEndPoint(IPAddress address, int port) : IPEndPoint(address, port);

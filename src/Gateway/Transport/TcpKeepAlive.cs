using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace EventPlatform.Gateway.Transport;

/// <summary>The system's keep-alive for connections that have no pings: it finds dead peers and leaves silent live ones alone.</summary>
internal static class TcpKeepAlive
{
    // Dead 180 s after the last sign of life: 30 s of silence, then five probes.
    private const int IdleSeconds = 30;
    private const int ProbeSeconds = 30;
    private const int ProbeCount = 5;

    /// <summary>Turns it on. Without effect where there is no socket.</summary>
    public static void Enable(ConnectionContext connection)
    {
        if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, IdleSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, ProbeSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, ProbeCount);
        }
    }
}

using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace EventPlatform.Gateway.Transport;

/// <summary>
/// The system's keep-alive for connections that have no pings: it finds dead peers and leaves silent live ones alone. While sent data is
/// unacknowledged it does not probe; then, and while a peer that does not read keeps data back, the user timeout (RFC 5482) counts.
/// </summary>
internal static class TcpKeepAlive
{
    // Dead 180 s after the last sign of life: 30 s of silence, then five probes.
    private const int IdleSeconds = 30;
    private const int ProbeSeconds = 30;
    private const int ProbeCount = 5;
    private const int UserTimeoutMilliseconds = 180_000;

    /// <summary>IPPROTO_TCP and TCP_USER_TIMEOUT of Linux, which the framework has no names for.</summary>
    internal const int TcpLevel = 6;
    internal const int UserTimeoutOption = 18;

    /// <summary>Turns it on. Without effect where there is no socket.</summary>
    /// <param name="features">The connection's, or those of a request on it.</param>
    /// <param name="mayStall">Whether a live peer may leave data unread for long: then only probes tell that it is dead.</param>
    public static void Enable(IFeatureCollection features, bool mayStall)
    {
        if (features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, IdleSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, ProbeSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, ProbeCount);
            if (!mayStall)
            {
                SetUserTimeout(socket);
            }
        }
    }

    private static void SetUserTimeout(Socket socket)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            socket.SetRawSocketOption(TcpLevel, UserTimeoutOption, BitConverter.GetBytes(UserTimeoutMilliseconds));
        }
        catch (SocketException)
        {
            // Some systems that pass for Linux do not have it; data nobody acknowledges is then given up when the system's retries end.
        }
    }
}

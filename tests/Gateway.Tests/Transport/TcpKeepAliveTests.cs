using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace EventPlatform.Gateway.Transport;

public class TcpKeepAliveTests
{
    [Fact]
    public void Enable_Socket_IsDeadAfter180Seconds()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        TcpKeepAlive.Enable(ConnectionOf(socket));
        Assert.NotEqual(0, (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)!);
        var idle = Option(SocketOptionName.TcpKeepAliveTime);
        Assert.Equal(30, idle);
        Assert.Equal(180, idle + (Option(SocketOptionName.TcpKeepAliveInterval) * Option(SocketOptionName.TcpKeepAliveRetryCount)));

        int Option(SocketOptionName name) => (int)socket.GetSocketOption(SocketOptionLevel.Tcp, name)!;
    }

    [Fact]
    public void Enable_Socket_IsDeadAfter180SecondsWithDataUnacknowledged()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The option is Linux'.");
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        TcpKeepAlive.Enable(ConnectionOf(socket));
        var milliseconds = new byte[sizeof(int)];
        Assert.Equal(sizeof(int), socket.GetRawSocketOption(TcpKeepAlive.TcpLevel, TcpKeepAlive.UserTimeoutOption, milliseconds));
        Assert.Equal(180_000, BitConverter.ToInt32(milliseconds));
    }

    [Fact]
    public void Enable_NoSocket_DoesNothing() => TcpKeepAlive.Enable(new DefaultConnectionContext("1"));

    private static DefaultConnectionContext ConnectionOf(Socket socket)
    {
        var connection = new DefaultConnectionContext("1");
        connection.Features.Set<IConnectionSocketFeature>(new SocketFeature(socket));
        return connection;
    }

    private sealed record SocketFeature(Socket Socket) : IConnectionSocketFeature;
}

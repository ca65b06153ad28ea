using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace EventPlatform.Gateway.Transport;

public class TcpKeepAliveTests
{
    [Theory, InlineData(true), InlineData(false)]
    public void Enable_Socket_IsDeadAfter180Seconds(bool mayStall)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        TcpKeepAlive.Enable(ConnectionOf(socket).Features, mayStall);
        Assert.NotEqual(0, (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)!);
        var idle = Option(SocketOptionName.TcpKeepAliveTime);
        Assert.Equal(30, idle);
        Assert.Equal(180, idle + (Option(SocketOptionName.TcpKeepAliveInterval) * Option(SocketOptionName.TcpKeepAliveRetryCount)));

        int Option(SocketOptionName name) => (int)socket.GetSocketOption(SocketOptionLevel.Tcp, name)!;
    }

    [Theory, InlineData(true, 0), InlineData(false, 180_000)]
    public void Enable_Socket_IsDeadAfter180SecondsWithDataUnacknowledgedUnlessItMayStall(bool mayStall, int expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The option is Linux'.");
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        TcpKeepAlive.Enable(ConnectionOf(socket).Features, mayStall);
        var milliseconds = new byte[sizeof(int)];
        Assert.Equal(sizeof(int), socket.GetRawSocketOption(TcpKeepAlive.TcpLevel, TcpKeepAlive.UserTimeoutOption, milliseconds));
        Assert.Equal(expected, BitConverter.ToInt32(milliseconds));
    }

    [Fact]
    public void Enable_NoSocket_DoesNothing() => TcpKeepAlive.Enable(new DefaultConnectionContext("1").Features, false);

    private static DefaultConnectionContext ConnectionOf(Socket socket)
    {
        var connection = new DefaultConnectionContext("1");
        connection.Features.Set<IConnectionSocketFeature>(new SocketFeature(socket));
        return connection;
    }

    private sealed record SocketFeature(Socket Socket) : IConnectionSocketFeature;
}

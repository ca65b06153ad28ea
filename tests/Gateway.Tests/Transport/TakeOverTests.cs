using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections.Features;

namespace EventPlatform.Gateway.Transport;

/// <summary>Connections that Kestrel is done with while they are open.</summary>
public sealed class TakeOverTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OurTransport_KestrelIsDone_AndTheConnectionGoesOn()
    {
        await using var server = await EchoServer.Start();
        using var client = await KestrelTests.Connect(server, "Api");
        await Echo(client);
        await Assert.Single(server.Carried).WaitAsync(Cancel);
        await Echo(client);

        var connection = Assert.Single(server.Connections);
        await SocketPeer.Until(() => connection.Features.Get<IConnectionHeartbeatFeature>() is null);
        Assert.Equal("Api", connection.ListenerKey());
        await Echo(client);

        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancel);
        await SocketPeer.Until(() => connection.Socket.SafeHandle.IsClosed);
    }

    [Theory, InlineData("ApiTls"), InlineData("Http")]
    public async Task OtherTransports_KestrelWaits_UntilTheConnectionIsOver(string listener)
    {
        await using var server = await EchoServer.Start();
        using var client = await KestrelTests.Connect(server, listener);
        await Echo(client);
        var carried = Assert.Single(server.Carried);
        Assert.False(carried.IsCompleted);
        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancel);
        await carried.WaitAsync(Cancel);
    }

    [Fact]
    public async Task Server_EndsWithoutADrain_ResetsWhatIsOpen()
    {
        var server = await EchoServer.Start();
        using var client = await KestrelTests.Connect(server, "Api");
        await Echo(client);
        await server.DisposeAsync();
        await Assert.ThrowsAnyAsync<WebSocketException>(() => Echo(client));
    }

    private static async Task Echo(ClientWebSocket client)
    {
        await client.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, true, Cancel);
        var received = await client.ReceiveAsync(new byte[16], Cancel);
        Assert.Equal(5, received.Count);
    }
}

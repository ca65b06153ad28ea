namespace EventPlatform.Gateway.Transport;

/// <summary>An accepted upgrade gets either its connection or is abandoned, never both and never neither.</summary>
public class AbandonedUpgradeTests
{
    private const string Handshake = "Host: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";

    [Theory, InlineData(false), InlineData(true)]
    public async Task Upgrade_ClientGoneBeforeTheAnswer_IsAbandonedOnce(bool isLater)
    {
        var endpoint = new EchoEndpoint();
        await (isLater ? GoneClient.AsksLater(endpoint, "Http", "/echo") : GoneClient.AsksFirst(endpoint, "Http", "/echo"));
        Assert.Equal((0, 1), (endpoint.RunCount, endpoint.AbandonedCount));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Upgrade_BadHandshake_IsAbandonedOnce(bool isLater)
    {
        await using var server = await EchoServer.Start();
        Assert.StartsWith("HTTP/1.1 426 ", await Ask(server, Handshake.Replace("13", "8"), isLater));
        Assert.Equal((0, 1), (server.Endpoint.RunCount, server.Endpoint.AbandonedCount));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Upgrade_Answered_IsNotAbandoned(bool isLater)
    {
        await using var server = await EchoServer.Start();
        Assert.StartsWith("HTTP/1.1 101 ", await Ask(server, Handshake, isLater));
        await server.DisposeAsync();
        Assert.Equal((1, 0), (server.Endpoint.RunCount, server.Endpoint.AbandonedCount));
    }

    private static async Task<string> Ask(EchoServer server, string headers, bool isLater)
    {
        using var peer = await RawPeer.Connect(server, "Http");
        if (isLater)
        {
            await peer.Send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
            await peer.Response();
        }

        await peer.Send($"GET /echo HTTP/1.1\r\n{headers}\r\n");
        return await peer.ReadUntil("\r\n\r\n");
    }
}

using System.Net;
using System.Net.WebSockets;
using System.Text;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.Tests.EventFeed;

/// <summary>The feed in a real Kestrel.</summary>
public class FeedServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upgrade_ThenFilter_ThenEvent()
    {
        await using var server = await FeedServer.Start();
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", FeedServer.Credentials);
        await socket.ConnectAsync(server.WebSocketUri, Cancel);
        await socket.SendAsync(
            """{"type":"filter","correlationId":"123456","filters":[{"property" : "type" : "value" : "dial"}]}"""u8.ToArray(),
            WebSocketMessageType.Text, true, Cancel);
        Assert.EndsWith("\"type\":\"success\"}", await Receive(socket));
        server.Publish("ring");
        server.Publish("dial");
        Assert.Contains("\"type\":\"dial\"", await Receive(socket));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancel);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Fact]
    public async Task Upgrade_WithoutCredentials_401()
    {
        await using var server = await FeedServer.Start();
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(server.WebSocketUri, Cancel));
        Assert.Equal(HttpStatusCode.Unauthorized, socket.HttpStatusCode);
        Assert.Equal(["Basic realm=\"communication_manager\""], socket.HttpResponseHeaders!["WWW-Authenticate"]);
    }

    [Fact]
    public async Task Get_WithCredentials_426()
    {
        await using var server = await FeedServer.Start();
        using var response = await server.Get(FeedServer.Credentials);
        Assert.Equal(HttpStatusCode.UpgradeRequired, response.StatusCode);
        Assert.Equal("websocket", response.Headers.Upgrade.ToString());
    }

    [Theory]
    [InlineData("/communication_manager/ws/Event")]
    [InlineData("/communication_manager/ws/event/")]
    [InlineData("/communication_manager/sse/Event")]
    [InlineData("/communication_manager/sse/event/")]
    public async Task Get_OtherSpelling_404(string path)
    {
        await using var server = await FeedServer.Start();
        using var response = await server.Get(FeedServer.Credentials, path: path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Get_WithoutCredentials_401()
    {
        await using var server = await FeedServer.Start();
        using var response = await server.Get(null);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Basic realm=\"communication_manager\"", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Get_FromElsewhere_403()
    {
        await using var server = await FeedServer.Start(new PlatformOptions { Access = new AccessOptions { Http = AccessList.Nobody } });
        using var response = await server.Get(null);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Get_PlainWhereTlsIsRequired_302()
    {
        await using var server = await FeedServer.Start(new PlatformOptions
        {
            Tls = new TlsOptions { Required = true },
            Listeners = new ListenersOptions { Https = 55_050 },
        });
        using var response = await server.Get(null, "?filter=a:b%20c");
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal("https://127.0.0.1:55050/communication_manager/ws/event?filter=a:b%20c", response.Headers.Location!.OriginalString);
    }

    private static async Task<string> Receive(ClientWebSocket socket)
    {
        var buffer = new byte[4_096];
        var received = await socket.ReceiveAsync(buffer, Cancel);
        Assert.True(received.EndOfMessage);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }
}

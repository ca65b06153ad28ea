using System.Net.WebSockets;

namespace EventPlatform.EndToEnd.Tests;

/// <summary><c>X-Forwarded-For</c> at every door that reads it, and the limit of connections that goes by it.</summary>
public sealed class ForwardedAddressTests
{
    private static readonly string[] Behind =
        ["--Access:TrustedProxies:0=127.0.0.1", "--Access:TrustedProxies:1=127.0.0.2", "--Limits:ConnectionsPerAddress=1"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> SocketPaths => ["own/", "own/nkapi/ws", "http/api/ws", "http/communication_manager/ws/event"];

    public static TheoryData<string> AllPaths =>
        [.. SocketPaths.Select(row => row.Data), "GET http/none", "GET http/rpc", "GET own/rpc"];

    [Theory, MemberData(nameof(AllPaths))]
    public async Task Forwarded_Stranger_IsRefused(string path)
    {
        await using var platform = await Platform.Start();
        var (_, ports) = await platform.AddGateway(Behind);

        // Read from the right; what the client itself has put in front does not count, nor what the proxy could not name.
        foreach (var forwarded in new[] { "10.0.0.1", "127.0.0.9, 10.0.0.1", "10.0.0.1, 127.0.0.2", "unknown" })
        {
            Assert.Equal(403, await Ask(ports, path, forwarded));
        }

        Assert.NotEqual(403, await Ask(ports, path, "10.0.0.1, 127.0.0.9, 127.0.0.2"));
    }

    [Theory, MemberData(nameof(AllPaths))]
    public async Task Forwarded_ByNobodyTrusted_IsNotRead(string path)
    {
        await using var platform = await Platform.Start();
        var (_, ports) = await platform.AddGateway();

        Assert.NotEqual(403, await Ask(ports, path, "10.0.0.1"));
    }

    [Theory, MemberData(nameof(SocketPaths))]
    public async Task ConnectionsPerAddress_CountForwardedAddresses(string path)
    {
        await using var platform = await Platform.Start();
        var (_, ports) = await platform.AddGateway(Behind);
        using var first = NewSocket("127.0.0.8");
        await first.ConnectAsync(AddressOf(ports, "ws", path), Cancel);

        Assert.Equal(429, await Ask(ports, path, "127.0.0.8"));
        Assert.Equal(101, await Ask(ports, path, "127.0.0.9"));
    }

    private static async Task<int> Ask(Ports ports, string path, string forwarded)
    {
        if (path.StartsWith("GET ", StringComparison.Ordinal))
        {
            using var client = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Get, AddressOf(ports, "http", path[4..]));
            request.Headers.Add("X-Forwarded-For", forwarded);
            using var response = await client.SendAsync(request, Cancel);
            return (int)response.StatusCode;
        }

        using var socket = NewSocket(forwarded);
        try
        {
            await socket.ConnectAsync(AddressOf(ports, "ws", path), Cancel);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancel);
        }
        catch (WebSocketException)
        {
            // The status says it.
        }

        return (int)socket.HttpStatusCode;
    }

    private static ClientWebSocket NewSocket(string forwarded)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("X-Forwarded-For", forwarded);
        Testing.Clients.WebSocketClient.Basic("manager", "manag3rpa55word")(socket.Options);
        return socket;
    }

    private static Uri AddressOf(Ports ports, string scheme, string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return new Uri($"{scheme}://127.0.0.1:{(path[..slash] == "own" ? ports.ExternalApi : ports.Http)}{path[slash..]}");
    }
}

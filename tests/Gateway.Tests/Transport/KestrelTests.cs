using System.Net.WebSockets;
using System.Text;

namespace EventPlatform.Gateway.Transport;

/// <summary>The seam in a real Kestrel on loopback, with the framework's client and with bare sockets.</summary>
public class KestrelTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData("Http"), InlineData("Https"), InlineData("Api"), InlineData("ApiTls")]
    public async Task WebSocket_Echo_WorksWithTheFrameworksClient(string listener)
    {
        await using var server = await EchoServer.Start();
        using var client = await Connect(server, listener);
        foreach (var length in (int[])[0, 1, 125, 126, 65_535, 65_536, 1 << 20])
        {
            var text = new string('x', length);
            await client.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Cancel);
            Assert.Equal(text, await Receive(client));
        }

        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", Cancel);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, client.CloseStatus);
        var request = server.Endpoint.Requests[0];
        Assert.Equal(
            (listener, EchoServer.IsTls(listener), "/echo", "a=1&b"),
            (request.Listener, request.IsTls, request.Path, request.Query));
        Assert.NotNull(request.RemoteEndPoint);
    }

    [Theory, InlineData("Http"), InlineData("Https"), InlineData("Api"), InlineData("ApiTls")]
    public async Task WebSocket_TenThousandMessagesPipelined_ComeBackInOrder(string listener)
    {
        await using var server = await EchoServer.Start();
        using var client = await Connect(server, listener);
        var sending = Task.Run(
            async () =>
            {
                for (var i = 0; i < 10_000; i++)
                {
                    await client.SendAsync(Encoding.UTF8.GetBytes($"{i}"), WebSocketMessageType.Text, true, Cancel);
                }
            },
            Cancel);
        for (var i = 0; i < 10_000; i++)
        {
            Assert.Equal($"{i}", await Receive(client));
        }

        await sending;
    }

    [Theory, InlineData("Http"), InlineData("Api")]
    public async Task WebSocket_ServerCloses_ClientSeesTheCodeAndTheLastMessage(string listener)
    {
        await using var server = await EchoServer.Start();
        using var client = await Connect(server, listener);
        await client.SendAsync("exit"u8.ToArray(), WebSocketMessageType.Text, true, Cancel);
        await client.SendAsync("after"u8.ToArray(), WebSocketMessageType.Text, true, Cancel);
        Assert.Equal("bye", await Receive(client));
        Assert.Null(await Receive(client));
        Assert.Equal(WebSocketCloseStatus.NormalClosure, client.CloseStatus);
        await client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Cancel);
    }

    [Theory, InlineData("Http"), InlineData("Api")]
    public async Task WebSocket_Binary_IsClosed1003(string listener)
    {
        await using var server = await EchoServer.Start();
        using var client = await Connect(server, listener);
        await client.SendAsync(new byte[] { 1 }, WebSocketMessageType.Binary, true, Cancel);
        Assert.Null(await Receive(client));
        Assert.Equal(WebSocketCloseStatus.InvalidMessageType, client.CloseStatus);
    }

    [Theory, InlineData("Http"), InlineData("Api")]
    public async Task WebSocket_FrontEndFails_ConnectionIsAborted(string listener)
    {
        await using var server = await EchoServer.Start();
        using var client = await Connect(server, listener, "/fail");
        await Assert.ThrowsAsync<WebSocketException>(() => Receive(client));
    }

    [Fact]
    public async Task Upgrade_SubProtocolOffered_IsEchoed()
    {
        await using var server = await EchoServer.Start();
        using var client = new ClientWebSocket();
        client.Options.AddSubProtocol("soap");
        client.Options.AddSubProtocol("chat");
        await client.ConnectAsync(new Uri($"ws://127.0.0.1:{server.Port("Http")}/echo"), Cancel);
        Assert.Equal("chat", client.SubProtocol);
    }

    [Theory, InlineData("Lines"), InlineData("LinesTls")]
    public async Task Lines_Echo_ServerClosesWithoutLosingTheLastLine(string listener)
    {
        await using var server = await EchoServer.Start();
        using var peer = await RawPeer.Connect(server, listener);
        await peer.Send("one\r\n\ntwo\nexit\nnever\n");
        Assert.Equal("one\n\ntwo\nbye\n", await peer.ReadToEnd());
    }

    [Fact]
    public async Task Lines_ClientEndsItsSide_GetsAllAnswers()
    {
        await using var server = await EchoServer.Start();
        using var peer = await RawPeer.Connect(server, "Lines");
        var lines = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"line {i}\n"));
        var all = peer.ReadToEnd();
        await peer.Send(lines + "unfinished");
        peer.EndOutput();
        Assert.Equal(lines, await all);
    }

    [Fact]
    public async Task Lines_ClientDoesNotRead_IsReset()
    {
        await using var server = await EchoServer.Start();
        using var peer = await RawPeer.Connect(server, "Lines");
        await peer.Send("flood\n");
        await Assert.ThrowsAsync<IOException>(peer.ReadToEnd);
    }

    [Theory, InlineData("Http"), InlineData("Api")]
    public async Task WebSocket_ClientDoesNotRead_IsTold4002(string listener)
    {
        await using var server = await EchoServer.Start();
        using var client = await Connect(server, listener);
        await client.SendAsync("flood"u8.ToArray(), WebSocketMessageType.Text, true, Cancel);
        while (await Receive(client) is { } message)
        {
            Assert.Equal(60_000, message.Length);
        }

        Assert.Equal(4002, (int)client.CloseStatus!);
        Assert.Equal("slow consumer", client.CloseStatusDescription);
    }

    [Fact]
    public async Task Lines_NotAdmitted_IsClosedWithoutAByte()
    {
        await using var server = await EchoServer.Start();
        using var peer = await RawPeer.Connect(server, "Closed");
        Assert.Equal("", await peer.ReadToEnd());
    }

    internal static async Task<ClientWebSocket> Connect(EchoServer server, string listener, string path = "/echo")
    {
        var client = new ClientWebSocket();
        client.Options.RemoteCertificateValidationCallback = (_, certificate, _, _) => EchoServer.IsOurs(certificate);
        var scheme = EchoServer.IsTls(listener) ? "wss" : "ws";
        await client.ConnectAsync(new Uri($"{scheme}://127.0.0.1:{server.Port(listener)}{path}?a=1&b"), Cancel);
        return client;
    }

    /// <summary>The next message; null: the close frame.</summary>
    private static async Task<string?> Receive(ClientWebSocket client)
    {
        using var all = new MemoryStream();
        var buffer = new byte[16_384];
        while (true)
        {
            var result = await client.ReceiveAsync(buffer, Cancel);
            all.Write(buffer, 0, result.Count);
            if (result.EndOfMessage)
            {
                return result.MessageType == WebSocketMessageType.Close ? null : Encoding.UTF8.GetString(all.ToArray());
            }
        }
    }
}

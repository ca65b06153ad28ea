using System.Net.WebSockets;
using System.Text;

namespace EventPlatform.Gateway.Transport;

/// <summary>The seam in a real Kestrel on loopback, with the framework's client and with bare sockets.</summary>
public class KestrelTests
{
    private const string Upgrade = "Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n";
    private const string Handshake = Upgrade + "Host: x\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData("Http"), InlineData("Https")]
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
        Assert.Equal((listener, listener == "Https", "/echo", "a=1&b"), (request.Listener, request.IsTls, request.Path, request.Query));
        Assert.NotNull(request.RemoteEndPoint);
    }

    [Theory, InlineData("Http"), InlineData("Https")]
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

    [Fact]
    public async Task WebSocket_ServerCloses_ClientSeesTheCodeAndTheLastMessage()
    {
        await using var server = await EchoServer.Start();
        using var client = await Connect(server, "Http");
        await client.SendAsync("exit"u8.ToArray(), WebSocketMessageType.Text, true, Cancel);
        await client.SendAsync("after"u8.ToArray(), WebSocketMessageType.Text, true, Cancel);
        Assert.Equal("bye", await Receive(client));
        Assert.Null(await Receive(client));
        Assert.Equal(WebSocketCloseStatus.NormalClosure, client.CloseStatus);
        await client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Cancel);
    }

    [Fact]
    public async Task WebSocket_Binary_IsClosed1003()
    {
        await using var server = await EchoServer.Start();
        using var client = await Connect(server, "Http");
        await client.SendAsync(new byte[] { 1 }, WebSocketMessageType.Binary, true, Cancel);
        Assert.Null(await Receive(client));
        Assert.Equal(WebSocketCloseStatus.InvalidMessageType, client.CloseStatus);
    }

    [Fact]
    public async Task WebSocket_FrontEndFails_ConnectionIsAborted()
    {
        await using var server = await EchoServer.Start();
        using var client = await Connect(server, "Http", "/fail");
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

    [Theory, InlineData("Http"), InlineData("Https")]
    public async Task Http_OnTheSamePort_IsUntouched(string listener)
    {
        await using var server = await EchoServer.Start();
        using var peer = await RawPeer.Connect(server, listener);
        await peer.Send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.EndsWith("http GET /a", await peer.Response());
        await peer.Send("POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
        Assert.EndsWith("http POST /b", await peer.Response());
    }

    [Fact]
    public async Task Http_HeadSplitAtAnyByte_IsUntouched()
    {
        await using var server = await EchoServer.Start();
        const string Request = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
        for (var split = 1; split < Request.Length; split++)
        {
            using var peer = await RawPeer.Connect(server, "Http");
            await peer.Send(Request[..split]);
            await Task.Yield();
            await peer.Send(Request[split..]);
            Assert.EndsWith("http GET /a", await peer.Response());
        }
    }

    [Fact]
    public async Task Upgrade_HeadAndFirstMessageSplitAtAnyByte_Works()
    {
        await using var server = await EchoServer.Start();
        byte[] request = [.. Encoding.ASCII.GetBytes($"GET /echo HTTP/1.1\r\n{Handshake}\r\n"), .. TestPeer.Text("early")];
        for (var split = 1; split < request.Length; split += 3)
        {
            using var peer = await RawPeer.Connect(server, "Http");
            await peer.Send(request[..split]);
            await Task.Yield();
            await peer.Send(request[split..]);
            var head = await peer.ReadUntil("\r\n\r\n");
            Assert.StartsWith("HTTP/1.1 101 Switching Protocols\r\n", head);
            Assert.Contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n", head);
            Assert.DoesNotContain("Sec-WebSocket-Protocol", head);
            Assert.Equal("\u0081\u0005early", await peer.ReadUntil("early"));
        }
    }

    [Fact]
    public async Task Upgrade_AfterPlainRequestsOnTheSameConnection_Works()
    {
        await using var server = await EchoServer.Start();
        using var peer = await RawPeer.Connect(server, "Http");
        await peer.Send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.EndsWith("http GET /a", await peer.Response());
        await peer.Send($"GET /echo?q HTTP/1.1\r\n{Handshake}\r\n");
        Assert.StartsWith("HTTP/1.1 101 ", await peer.ReadUntil("\r\n\r\n"));
        await peer.Send(TestPeer.Text("late"));
        Assert.Equal("\u0081\u0004late", await peer.ReadUntil("late"));
        await peer.Send(TestPeer.Text("exit"));
        Assert.Equal("\u0081\u0003bye\u0088\u0002\u0003\u00E8", await peer.ReadUntil("\u00E8"));
        await peer.Send(TestPeer.CloseFrame(1000));
        Assert.Equal("", await peer.ReadToEnd());
        Assert.Equal(("/echo", "q", "Http"), (server.Endpoint.Requests[0].Path, server.Endpoint.Requests[0].Query, server.Endpoint.Requests[0].Listener));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Upgrade_Refused_IsAnsweredAndTheConnectionEnds(bool isSecondRequest)
    {
        await using var server = await EchoServer.Start();
        foreach (var status in (int[])[302, 401, 403, 404, 426, 429])
        {
            using var peer = await RawPeer.Connect(server, "Http");
            if (isSecondRequest)
            {
                await peer.Send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
                await peer.Response();
            }

            await peer.Send($"GET /refuse/{status} HTTP/1.1\r\n{Handshake}\r\n");
            var response = await peer.ReadToEnd();
            Assert.StartsWith($"HTTP/1.1 {status} ", response);
            Assert.Contains("Connection: close\r\n", response);
            Assert.Contains(status == 401 ? "WWW-Authenticate: Basic realm=\"x\"\r\n" : "Location: https://other/\r\n", response);
            Assert.EndsWith(status == 401 ? "\r\n\r\nno" : "\r\n\r\n", response);
        }
    }

    [Theory]
    [InlineData("Host: x\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", 426)]
    [InlineData("Host: x\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 8\r\n", 426)]
    [InlineData("Host: x\r\nSec-WebSocket-Version: 13\r\n", 400)]
    [InlineData("Host: x\r\nSec-WebSocket-Key: c2hvcnQ=\r\nSec-WebSocket-Version: 13\r\n", 400)]
    [InlineData("Host: x\r\nSec-WebSocket-Key: ????????????????????????\r\nSec-WebSocket-Version: 13\r\n", 400)]
    [InlineData("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n", 400)]
    public async Task Upgrade_BadHandshake_IsRefused(string headers, int status)
    {
        await using var server = await EchoServer.Start();
        using var peer = await RawPeer.Connect(server, "Http");
        await peer.Send($"GET /echo HTTP/1.1\r\n{Upgrade}{headers}\r\n");
        var response = await peer.ReadToEnd();
        Assert.StartsWith($"HTTP/1.1 {status} ", response);
        Assert.Equal(status == 426, response.Contains("Sec-WebSocket-Version: 13\r\n"));
    }

    [Theory]
    [InlineData("GET /other HTTP/1.1\r\n" + Handshake, "http GET /other")]
    [InlineData("GET /echo HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n", "http GET /echo")]
    [InlineData("GET /echo HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n", "http GET /echo")]
    [InlineData("POST /echo HTTP/1.1\r\n" + Handshake, "http POST /echo")]
    public async Task Upgrade_NotOurs_GoesToHttp(string head, string answer)
    {
        await using var server = await EchoServer.Start();
        using var peer = await RawPeer.Connect(server, "Http");
        await peer.Send(head + "\r\n");
        Assert.EndsWith(answer, await peer.Response());
    }

    [Fact]
    public async Task Upgrade_LongHead_WorksThroughHttp()
    {
        await using var server = await EchoServer.Start();
        using var peer = await RawPeer.Connect(server, "Http");
        var padding = new string('x', 4_000);
        await peer.Send($"GET /echo HTTP/1.1\r\nA: {padding}\r\nB: {padding}\r\nC: {padding}\r\nD: {padding}\r\nE: {padding}\r\n{Handshake}\r\n");
        Assert.StartsWith("HTTP/1.1 101 ", await peer.ReadUntil("\r\n\r\n"));
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

    [Fact]
    public async Task WebSocket_ClientDoesNotRead_IsTold4002()
    {
        await using var server = await EchoServer.Start();
        using var client = await Connect(server, "Http");
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

    private static async Task<ClientWebSocket> Connect(EchoServer server, string listener, string path = "/echo")
    {
        var client = new ClientWebSocket();
        client.Options.RemoteCertificateValidationCallback = (_, certificate, _, _) => EchoServer.IsOurs(certificate);
        var scheme = listener == "Https" ? "wss" : "ws";
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

using System.Text;

namespace EventPlatform.Gateway.Transport;

/// <summary>The opening handshake (RFC 6455 4.2) beside plain HTTP on one port, in a real Kestrel.</summary>
public class UpgradeTests
{
    private const string Upgrade = "Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n";
    private const string Handshake = Upgrade + "Host: x\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";

    [Theory, InlineData("Http"), InlineData("Https"), InlineData("Api"), InlineData("ApiTls")]
    public async Task Http_OnTheSamePort_IsUntouched(string listener)
    {
        await using var server = await EchoServer.Start();
        using var peer = await RawPeer.Connect(server, listener);
        await peer.Send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.EndsWith("http GET /a", await peer.Response());
        await peer.Send("POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
        Assert.EndsWith("http POST /b", await peer.Response());
    }

    [Theory, InlineData("Http"), InlineData("Api")]
    public async Task Http_HeadSplitAtAnyByte_IsUntouched(string listener)
    {
        await using var server = await EchoServer.Start();
        const string Request = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
        for (var split = 1; split < Request.Length; split++)
        {
            using var peer = await RawPeer.Connect(server, listener);
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

    [Theory, InlineData("Http"), InlineData("Api")]
    public async Task Upgrade_AfterPlainRequestsOnTheSameConnection_Works(string listener)
    {
        await using var server = await EchoServer.Start();
        using var peer = await RawPeer.Connect(server, listener);
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
        var request = server.Endpoint.Requests[0];
        Assert.Equal(("/echo", "q", listener), (request.Path, request.Query, request.Listener));
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

    [Theory]
    [InlineData("/%65cho", "HTTP/1.1 101 ")]
    [InlineData("/a/../echo", "HTTP/1.1 101 ")]
    [InlineData("/./echo?a=%2e/.", "HTTP/1.1 101 ")]
    [InlineData("/refuse/%34%30%34", "HTTP/1.1 404 ")]
    [InlineData("/refuse%2F404", "HTTP/1.1 200 ")]
    [InlineData("/refuse%2f404", "HTTP/1.1 200 ")]
    [InlineData("/%ZZ", "HTTP/1.1 200 ")]
    public async Task Upgrade_EncodedPath_IsReadAlikeOnEveryRequestOfAConnection(string path, string answer)
    {
        await using var server = await EchoServer.Start();
        foreach (var isSecondRequest in (bool[])[false, true])
        {
            using var peer = await RawPeer.Connect(server, "Http");
            if (isSecondRequest)
            {
                await peer.Send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
                await peer.Response();
            }

            await peer.Send($"GET {path} HTTP/1.1\r\n{Handshake}\r\n");
            Assert.StartsWith(answer, await peer.ReadUntil("\r\n\r\n"));
        }

        var paths = server.Endpoint.Requests.ConvertAll(request => request.Path);
        Assert.Equal(paths[0], paths[1]);
    }

    [Fact]
    public async Task Upgrade_LongHead_WorksThroughHttp()
    {
        await using var server = await EchoServer.Start();
        using var peer = await RawPeer.Connect(server, "Http");
        var padding = string.Concat(Enumerable.Range(0, 5).Select(i => $"X-{i}: {new string('x', 4_000)}\r\n"));
        await peer.Send($"GET /echo HTTP/1.1\r\n{padding}{Handshake}\r\n");
        Assert.StartsWith("HTTP/1.1 101 ", await peer.ReadUntil("\r\n\r\n"));
    }
}

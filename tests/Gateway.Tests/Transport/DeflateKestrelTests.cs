using System.Net.WebSockets;
using System.Text;

namespace EventPlatform.Gateway.Transport;

/// <summary>permessage-deflate in a real Kestrel on loopback, with the framework's client and with a bare socket.</summary>
public class DeflateKestrelTests
{
    private const string Handshake =
        "Upgrade: websocket\r\nConnection: Upgrade\r\nHost: x\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";

    private const string Agreed = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int, int, bool, string> ClientOptions => new()
    {
        { 15, 15, true, "" },
        { 15, 15, false, "" },
        { 9, 15, true, "; client_max_window_bits=9" },
        { 15, 9, true, "; server_max_window_bits=9" },
        { 12, 11, false, "; client_max_window_bits=12; server_max_window_bits=11" },
    };

    [Theory, MemberData(nameof(ClientOptions))]
    public async Task WebSocket_FrameworksClient_RoundTrip(int clientBits, int serverBits, bool contextTakeover, string parameters)
    {
        await using var server = await EchoServer.Start();
        using var client = await Connect(server, "/deflate", new WebSocketDeflateOptions
        {
            ClientMaxWindowBits = clientBits,
            ServerMaxWindowBits = serverBits,
            ClientContextTakeover = contextTakeover,
            ServerContextTakeover = contextTakeover,
        });
        Assert.Equal(Agreed + parameters, client.HttpResponseHeaders!["Sec-WebSocket-Extensions"].Single());
        var random = new Random(1);
        foreach (var length in (int[])[0, 1, 255, 256, 300, 512, 513, 5_000, 65_536, 1 << 20])
        {
            var text = string.Concat(Enumerable.Range(0, length).Select(i => (char)('0' + random.Next(20))));
            foreach (var flags in (WebSocketMessageFlags[])[WebSocketMessageFlags.None, WebSocketMessageFlags.DisableCompression])
            {
                var bytes = Encoding.UTF8.GetBytes(text);
                await client.SendAsync(bytes.AsMemory(0, length / 3), WebSocketMessageType.Text, flags, Cancel);
                await client.SendAsync(
                    bytes.AsMemory(length / 3), WebSocketMessageType.Text, flags | WebSocketMessageFlags.EndOfMessage, Cancel);
                Assert.Equal(text, await Receive(client));
            }
        }

        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", Cancel);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, client.CloseStatus);
    }

    [Fact]
    public async Task WebSocket_FrameworksClientOffersInVain_RoundTripWithout()
    {
        await using var server = await EchoServer.Start();
        using var client = await Connect(server, "/echo", new WebSocketDeflateOptions());
        Assert.False(client.HttpResponseHeaders!.ContainsKey("Sec-WebSocket-Extensions"));
        var text = new string('x', 5_000);
        await client.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Cancel);
        Assert.Equal(text, await Receive(client));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Upgrade_Offered_IsAnsweredAndUsed(bool isSecondRequest)
    {
        await using var server = await EchoServer.Start();
        using var peer = await RawPeer.Connect(server, "Http");
        if (isSecondRequest)
        {
            await peer.Send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
            await peer.Response();
        }

        await peer.Send($"GET /deflate HTTP/1.1\r\n{Handshake}Sec-WebSocket-Extensions: a, b;c\r\n"
            + "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits; server_max_window_bits=\"12\"\r\n\r\n");
        Assert.Contains($"Sec-WebSocket-Extensions: {Agreed}; server_max_window_bits=12\r\n", await peer.ReadUntil("\r\n\r\n"));
        await peer.Send(Deflated.Text(new string('x', 300)));
        await peer.Send(Deflated.Text("exit"));
        var all = Encoding.Latin1.GetBytes(await peer.ReadUntil("\u0081\u0003bye\u0088\u0002\u0003\u00E8"));
        Assert.Equal(0xC1, all[0]);
        Assert.Equal(new string('x', 300), Encoding.ASCII.GetString(Deflated.Inflate(all.AsSpan(2, all[1]))));
    }

    [Theory, InlineData("/echo", "permessage-deflate"), InlineData("/deflate", null), InlineData("/deflate", "permessage-deflate; no")]
    public async Task Upgrade_NotAllowedOrNotOffered_NothingIsCompressed(string path, string? offer)
    {
        await using var server = await EchoServer.Start();
        using var peer = await RawPeer.Connect(server, "Http");
        var extensions = offer is null ? "" : $"Sec-WebSocket-Extensions: {offer}\r\n";
        await peer.Send($"GET {path} HTTP/1.1\r\n{Handshake}{extensions}\r\n");
        Assert.DoesNotContain("Sec-WebSocket-Extensions", await peer.ReadUntil("\r\n\r\n"));
        await peer.Send(TestPeer.Text(new string('x', 300) + "."));
        Assert.Equal("\u0081\u007E\u0001\u002D" + new string('x', 300) + ".", await peer.ReadUntil("."));
        await peer.Send(Deflated.Text("compressed"));
        Assert.StartsWith("\u0088\u0010\u0003\u00EA", await peer.ReadUntil("protocol error"));
    }

    private static async Task<ClientWebSocket> Connect(EchoServer server, string path, WebSocketDeflateOptions deflate)
    {
        var client = new ClientWebSocket();
        client.Options.DangerousDeflateOptions = deflate;
        client.Options.CollectHttpResponseDetails = true;
        await client.ConnectAsync(new Uri($"ws://127.0.0.1:{server.Port("Http")}{path}"), Cancel);
        return client;
    }

    private static async Task<string> Receive(ClientWebSocket client)
    {
        using var all = new MemoryStream();
        var buffer = new byte[16_384];
        ValueWebSocketReceiveResult result;
        do
        {
            result = await client.ReceiveAsync(buffer.AsMemory(), Cancel);
            Assert.Equal(WebSocketMessageType.Text, result.MessageType);
            all.Write(buffer, 0, result.Count);
        }
        while (!result.EndOfMessage);
        return Encoding.UTF8.GetString(all.ToArray());
    }
}

using System.Net;
using System.Text;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.ExternalApi;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Transport;
using Microsoft.AspNetCore.Http;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>What is no message, on both framings, and who is let in (external-api.md 1, 2).</summary>
public class WireTests
{
    private const string InvalidJson = """{"result":"error","data":{"code":100072,"error":"Invalid JSON"}}""";
    private const string InvalidMessage = """{"result":"error","data":{"code":100072,"error":"Invalid message"}}""";

    [Theory]
    [InlineData(1, "garbage", InvalidJson, 1007)]
    [InlineData(1, "", InvalidJson, 1007)]
    [InlineData(1, " ", InvalidJson, 1007)]
    [InlineData(1, "\uFEFF{}", InvalidJson, 1007)]
    [InlineData(1, "{}", InvalidMessage, 1008)]
    [InlineData(1, "[]", InvalidMessage, 1008)]
    [InlineData(1, "7", InvalidMessage, 1008)]
    [InlineData(1, """{"class":"core","cmd":"x"}""", InvalidMessage, 1008)]
    [InlineData(2, """{"class":"core","cmd":"x","tid":1}""", InvalidMessage, 1003)]
    public async Task WebSocket_NoMessage_IsAnsweredAndClosed(int opcode, string message, string error, int code)
    {
        using var world = new ApiWorld();
        using var peer = new TestPeer();
        await peer.Send(TestPeer.Frame(opcode, Encoding.UTF8.GetBytes(message)), TestPeer.Text("""{"class":"core","cmd":"x","tid":1}"""));
        var running = new ApiConnection(world.Services, peer.Connection, IPAddress.Loopback).Run();
        Assert.Equal(error, (await peer.Receive())!.Text);
        Assert.Equal(code, (await peer.Receive())!.Code);
        await running;
    }

    [Fact]
    public async Task WebSocket_InvalidUtf8_IsNotJson()
    {
        using var world = new ApiWorld();
        using var peer = new TestPeer();
        await peer.Send(TestPeer.Frame(1, [(byte)'"', 0xFF, (byte)'"']));
        var running = new ApiConnection(world.Services, peer.Connection, IPAddress.Loopback).Run();
        Assert.Equal(InvalidJson, (await peer.Receive())!.Text);
        Assert.Equal(1007, (await peer.Receive())!.Code);
        await running;
    }

    [Fact]
    public async Task WebSocket_Tid_KeepsItsLineEnds()
    {
        using var world = new ApiWorld();
        using var peer = new TestPeer();
        await peer.Send(TestPeer.Text("{\"class\":7,\"cmd\":\"x\",\"tid\":[1,\r\n2]}"));
        var running = new ApiConnection(world.Services, peer.Connection, IPAddress.Loopback).Run();
        Assert.Equal(
            "{\"result\":\"error\",\"data\":{\"code\":100031,\"error\":\"Not authenticated\"},\"tid\":[1,\r\n2]}",
            (await peer.Receive())!.Text);
        await peer.End();
        await running;
    }

    [Fact]
    public async Task Lines_Blank_AreIgnoredAndOthersAreNot()
    {
        using var world = new ApiWorld();
        var client = await world.Login();
        await client.SendRaw("\n \t\r\n{\"class\":7,\"cmd\":\"echo\",\"tid\":1}\r\n"u8.ToArray());
        await client.Expect("""{"result":"ok","tid":1}""");
        await client.SendRaw([(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}', (byte)'\n']);
        await client.Expect(InvalidJson);
        await client.ExpectClose(1007);
    }

    [Fact]
    public async Task Lines_TooLong_AreAnsweredBeforeTheirEnd()
    {
        using var world = new ApiWorld();
        var client = await world.Login();
        await client.SendRaw([.. Enumerable.Repeat((byte)' ', 65_537)]);
        await client.Expect("""{"result":"error","data":{"code":100072,"error":"Message too large"}}""");
        await client.ExpectClose(1009);
    }

    [Fact]
    public async Task Lines_OfTheLongestLength_Pass()
    {
        using var world = new ApiWorld();
        var client = await world.Login();
        var request = """{"class":7,"cmd":"echo","tid":1}""";
        Assert.Equal("""{"result":"ok","tid":1}""", await client.Ask(request + new string(' ', 65_536 - request.Length)));
    }

    [Theory]
    [InlineData("ExternalApi", "/", "127.0.0.1", 101)]
    [InlineData("ExternalApi", "/nkapi/ws", "127.0.0.1", 101)]
    [InlineData("ExternalApiTls", "/", "::1", 101)]
    [InlineData("ExternalApi", "/api/ws", "127.0.0.1", 404)]
    [InlineData("ExternalApi", "/other", "127.0.0.1", 404)]
    [InlineData("ExternalApi", "/other", "10.0.0.1", 403)]
    [InlineData("ExternalApi", "/", "10.0.0.1", 403)]
    [InlineData("Http", "/api/ws", "127.0.0.1", 101)]
    [InlineData("Https", "/api/ws", "127.0.0.1", 101)]
    [InlineData("Http", "/api/ws", "10.0.0.1", 403)]
    [InlineData("Http", "/", "127.0.0.1", 0)]
    [InlineData("Http", "/nkapi/ws", "10.0.0.1", 0)]
    [InlineData("Management", "/api/ws", "127.0.0.1", 0)]
    public async Task Decide_Upgrade_ByListenerPathAndAddress(string listener, string path, string address, int status)
    {
        using var world = new ApiWorld();
        Assert.Equal(status, await Decide(world, listener, path, address));
    }

    [Fact]
    public async Task Decide_TlsRequired_PlainIsRefused()
    {
        using var world = new ApiWorld(tlsRequired: true);
        Assert.Equal(403, await Decide(world, "ExternalApi", "/", "127.0.0.1"));
        Assert.Equal(101, await Decide(world, "ExternalApiTls", "/", "127.0.0.1"));
    }

    [Fact]
    public void Bounds_OfAWebSocket_MessagesEitherWayAndPongsAreActivity()
    {
        var bounds = ConnectionBounds.WebSocket(new LimitsOptions());
        Assert.Equal((true, false), (bounds.SendingIsActivity, bounds.PingIsActivity));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Decide_Compression_IsAsConfigured(bool isOn)
    {
        using var world = new ApiWorld(compression: isOn);
        var accept = Assert.IsType<UpgradeDecision.Accept>(await Ask(world, "ExternalApi", "/", "127.0.0.1"));
        var offer = new HeaderDictionary { ["Sec-WebSocket-Extensions"] = "permessage-deflate" };
        Assert.Equal(isOn, accept.Deflate(offer) is not null);
        Assert.Null(accept.Deflate(new HeaderDictionary()));
    }

    private static async Task<int> Decide(ApiWorld world, string listener, string path, string address) =>
        await Ask(world, listener, path, address) switch
        {
            null => 0,
            UpgradeDecision.Refuse refuse => refuse.Response.Status,
            _ => 101,
        };

    private static ValueTask<UpgradeDecision?> Ask(ApiWorld world, string listener, string path, string address)
    {
        var request = new UpgradeRequest
        {
            RawTarget = path,
            Path = path,
            Query = "",
            Headers = new HeaderDictionary(),
            RemoteEndPoint = new IPEndPoint(IPAddress.Parse(address), 1),
            LocalEndPoint = null,
            IsTls = listener.EndsWith("Tls", StringComparison.Ordinal),
            Listener = listener,
        };
        var endpoint = new ExternalApiWebSockets(world.Services, new AddressConnections());
        return endpoint.Decide(request, TestContext.Current.CancellationToken);
    }
}

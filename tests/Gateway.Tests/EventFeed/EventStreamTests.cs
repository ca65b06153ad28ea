using System.Net;
using System.Net.Sockets;
using System.Text;
using EventPlatform.Gateway.Configuration;

namespace EventPlatform.Gateway.Tests.EventFeed;

/// <summary>Server-Sent Events in a real Kestrel (docs/protocols/event-feed.md, 5).</summary>
public class EventStreamTests
{
    private const string Lost = "event: resume\ndata: {\"recovered\":false,\"type\":\"resume\"}\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_IsAStreamOfEvents()
    {
        await using var server = await FeedServer.Start();
        using var stream = await EventStream.Open(server);
        Assert.Equal(HttpStatusCode.OK, stream.Response.StatusCode);
        Assert.Equal("text/event-stream", stream.Response.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-store", stream.Response.Headers.CacheControl!.ToString());
        server.Publish("dial");
        var lines = (await stream.Next()).Split('\n');
        var id = lines[0]["id: ".Length..];
        Assert.Equal([$"id: {id}", lines[1], ""], lines);
        Assert.StartsWith($$"""data: {"eventId":"{{id}}","type":"dial",""", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("}", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task LastEventId_Held_GoesOnWithoutAWord()
    {
        await using var server = await FeedServer.Start();
        string id;
        using (var first = await EventStream.Open(server))
        {
            server.Publish("one");
            id = await first.NextId("one");
        }

        server.Publish("two");
        using var again = await EventStream.Open(server, lastEventId: id);
        await again.NextId("two");
        server.Publish("three");
        await again.NextId("three");
    }

    [Fact]
    public async Task Since_IsAsTheHeader_WhichWins()
    {
        await using var server = await FeedServer.Start();
        using var first = await EventStream.Open(server);
        server.Publish("one");
        server.Publish("two");
        var (one, two) = (await first.NextId("one"), await first.NextId("two"));
        using var since = await EventStream.Open(server, $"?since={one}");
        await since.NextId("two");
        using var both = await EventStream.Open(server, $"?since={one}", two);
        server.Publish("three");
        await both.NextId("three");
    }

    [Fact]
    public async Task LastEventId_Unknown_FirstEventSaysSo()
    {
        await using var server = await FeedServer.Start();
        using var stream = await EventStream.Open(server, lastEventId: "1.5.1");
        server.Publish("dial");
        Assert.Equal(Lost, await stream.Next());
        await stream.NextId("dial");
    }

    [Fact]
    public async Task Filter_ChoosesFromTheStart()
    {
        await using var server = await FeedServer.Start();
        using var stream = await EventStream.Open(server, "?filter=type:dial&filter=type:hangup");
        server.Publish("ring");
        server.Publish("dial");
        await stream.NextId("dial");
    }

    [Fact]
    public async Task Filter_Wrong_400()
    {
        await using var server = await FeedServer.Start();
        using var stream = await EventStream.Open(server, "?filter=type");
        Assert.Equal(HttpStatusCode.BadRequest, stream.Response.StatusCode);
        Assert.Equal("Invalid filter.", await stream.Response.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Get_WithoutCredentials_401()
    {
        await using var server = await FeedServer.Start();
        using var stream = await EventStream.Open(server, hasCredentials: false);
        Assert.Equal(HttpStatusCode.Unauthorized, stream.Response.StatusCode);
    }

    [Fact]
    public async Task Get_OverTheAddressesConnections_429()
    {
        await using var server = await FeedServer.Start(new PlatformOptions { Limits = new LimitsOptions { ConnectionsPerAddress = 1 } });
        using (var first = await EventStream.Open(server))
        {
            using var second = await EventStream.Open(server);
            Assert.Equal(HttpStatusCode.TooManyRequests, second.Response.StatusCode);
        }

        await Waiting.Until(() => server.Readers == 0);
        using var third = await EventStream.Open(server);
        Assert.Equal(HttpStatusCode.OK, third.Response.StatusCode);
    }

    [Fact]
    public async Task Nothing_Comes_ButAComment()
    {
        var limits = new LimitsOptions { PingInterval = TimeSpan.FromMilliseconds(300), IdleTimeout = TimeSpan.FromMilliseconds(500) };
        await using var server = await FeedServer.Start(new PlatformOptions { Limits = limits });
        using var stream = await EventStream.Open(server);
        for (var count = 0; count < 4; count++)
        {
            Assert.Equal(":\n", await stream.Next());
        }

        server.Publish("dial");
        await stream.NextId("dial");
    }

    [Fact]
    public async Task Client_Goes_IsForgotten()
    {
        await using var server = await FeedServer.Start();
        using (await EventStream.Open(server))
        {
            Assert.Equal(1, server.Readers);
        }

        await Waiting.Until(() => server.Readers == 0);
    }

    [Fact]
    public async Task Shutdown_EndsTheResponse()
    {
        await using var server = await FeedServer.Start();
        using var stream = await EventStream.Open(server);
        server.Publish("last");
        server.Drain();
        await stream.NextId("last");
        Assert.Null(await stream.TryNext());
    }

    [Fact]
    public async Task SlowReader_IsEnded_WithoutHurtToOthers()
    {
        await using var server = await FeedServer.Start(new PlatformOptions { Limits = new LimitsOptions { FeedQueueBytes = 65_536 } });
        using var slow = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4_096 };
        await slow.ConnectAsync(IPAddress.Loopback, server.Port, Cancel);
        var request = $"GET /communication_manager/sse/event HTTP/1.1\r\nHost: x\r\nAuthorization: {FeedServer.Credentials}\r\n\r\n";
        await slow.SendAsync(Encoding.ASCII.GetBytes(request), Cancel);
        await Waiting.Until(() => server.Readers == 1);
        using var other = await EventStream.Open(server);
        for (var count = 0; server.Readers == 2; count++)
        {
            Assert.InRange(count, 0, 1_000_000);
            server.Publish("dial");
            await other.NextId("dial");
        }

        server.Publish("still");
        await other.NextId("still");
    }

    [Theory, InlineData("POST", 405), InlineData("DELETE", 405)]
    public async Task OtherMethods_405(string method, int status)
    {
        await using var server = await FeedServer.Start();
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), EventStream.UriOf(server, ""));
        request.Headers.Add("Authorization", FeedServer.Credentials);
        using var response = await client.SendAsync(request, Cancel);
        Assert.Equal(status, (int)response.StatusCode);
    }
}

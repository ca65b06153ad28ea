using System.IO.Pipelines;
using System.Net;
using System.Text;
using EventPlatform.Testing;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventPlatform.Gateway.Transport;

/// <summary>A client that asks for an upgrade and is gone when it is answered, as each of the two ways in sees it.</summary>
internal static class GoneClient
{
    private const string Key = "dGhlIHNhbXBsZSBub25jZQ==";

    private static readonly IPEndPoint Address = new(IPAddress.Loopback, 5_000);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Its upgrade is the first request of its connection.</summary>
    public static async Task AsksFirst(IWebSocketEndpoint endpoint, string listener, string path)
    {
        using var wheel = new TimingWheel(new ManualTimeProvider(), NullLogger<TimingWheel>.Instance);
        var (toServer, toClient) = (new Pipe(), new Pipe());
        var connection = new DefaultConnectionContext("1", new Duplex(toServer.Reader, toClient.Writer), Duplex.None);
        connection.RemoteEndPoint = Address;
        connection.Features.Set(new ListenerFeature(listener));
        var request = $"GET {path} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Key: {Key}\r\nSec-WebSocket-Version: 13\r\n\r\n";
        await toServer.Writer.WriteAsync(Encoding.ASCII.GetBytes(request), Cancel);
        await toClient.Reader.CompleteAsync();

        var sut = new WebSocketListener(new Upgrades([endpoint]), RunnerOf(wheel), wheel);
        await sut.OnConnection(connection, _ => throw new InvalidOperationException("The upgrade was not claimed.")).WaitAsync(Cancel);
    }

    /// <summary>Its upgrade comes after other requests.</summary>
    public static async Task AsksLater(IWebSocketEndpoint endpoint, string listener, string path)
    {
        using var wheel = new TimingWheel(new ManualTimeProvider(), NullLogger<TimingWheel>.Instance);
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpUpgradeFeature>(new FailingUpgrade());
        context.Features.Set(new ListenerFeature(listener));
        (context.Connection.RemoteIpAddress, context.Connection.RemotePort) = (Address.Address, Address.Port);
        (context.Request.Method, context.Request.Path) = ("GET", path);
        var headers = context.Request.Headers;
        (headers.Host, headers.Upgrade, headers.Connection) = ("x", "websocket", "Upgrade");
        (headers.SecWebSocketKey, headers.SecWebSocketVersion) = (Key, "13");

        var sut = new WebSocketFallback(new Upgrades([endpoint]), RunnerOf(wheel));
        await Assert.ThrowsAsync<IOException>(() => sut.Invoke(context, _ => Task.CompletedTask));
    }

    private static ConnectionRunner RunnerOf(TimingWheel wheel) =>
        new(wheel, new OpenConnections(), NullLogger<ConnectionRunner>.Instance);

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe
    {
        public static Duplex None { get; } = new(PipeReader.Create(Stream.Null), PipeWriter.Create(Stream.Null));
    }

    private sealed class FailingUpgrade : IHttpUpgradeFeature
    {
        public bool IsUpgradableRequest => true;

        public Task<Stream> UpgradeAsync() => Task.FromException<Stream>(new IOException("gone"));
    }
}

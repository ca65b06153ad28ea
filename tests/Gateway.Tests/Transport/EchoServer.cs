using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EventPlatform.Gateway.Transport.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EventPlatform.Gateway.Transport;

/// <summary>
/// Kestrel on loopback with the seam: HTTP and WebSocket, over its own transport (Http, Https) and over ours (Api, ApiTls), and lines over
/// ours, also with TLS; a listener that admits nobody.
/// </summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private const int BacklogConnections = 512;

    private readonly WebApplication _app;
    private readonly Dictionary<string, ListenOptions> _listeners = [];

    private EchoServer(ArrayPool<byte>? buffers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddTransport();
        builder.Services.AddSingleton<IWebSocketEndpoint>(Endpoint);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            Listen(kestrel, "Http", listen => listen.UseWebSockets());
            Listen(kestrel, "Https", listen => listen.UseHttps(Certificate()).UseWebSockets());
            Listen(kestrel, "Api", listen => listen.UseWebSockets());
            Listen(kestrel, "ApiTls", listen => listen.UseHttps(Certificate()).UseWebSockets());
            Listen(kestrel, "Lines", listen => listen.UseLines(Endpoint));
            Listen(kestrel, "LinesTls", listen => listen.UseHttps(Certificate()).UseLines(Endpoint));
            Listen(kestrel, "Closed", listen => listen.UseLines(Endpoint));
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddSocketTransport(SocketTransportOptions.CreateDefaultBoundListenSocket, BacklogConnections, buffers);
        _app = builder.Build();
        _app.UseWebSocketFallback();
        _app.Run(context => context.Response.WriteAsync($"http {context.Request.Method} {context.Request.Path}"));
    }

    public EchoEndpoint Endpoint { get; } = new();

    /// <summary>Connections over our transport, also those that have ended.</summary>
    public ConcurrentQueue<SocketConnection> Connections { get; } = [];

    /// <summary>What Kestrel waits for, of each connection.</summary>
    public ConcurrentQueue<Task> Carried { get; } = [];

    /// <param name="buffers">Of our transport; null: the process's.</param>
    public static async Task<EchoServer> Start(ArrayPool<byte>? buffers = null)
    {
        var server = new EchoServer(buffers);
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>Whether a client met this server's certificate.</summary>
    public static bool IsOurs(X509Certificate? certificate) => certificate?.Subject == "CN=localhost";

    public static bool IsTls(string listener) => listener is "Https" or "ApiTls" or "LinesTls";

    public int Port(string listener) => _listeners[listener].IPEndPoint!.Port;

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private void Listen(KestrelServerOptions kestrel, string key, Action<ListenOptions> configure) =>
        kestrel.Listen(EndPointOf(key), listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            _listeners[key] = listen.UseListenerKey(key);
            listen.Use(next => connection => Keep(connection, next));
            configure(listen);
        });

    private Task Keep(ConnectionContext connection, ConnectionDelegate next)
    {
        if (connection is SocketConnection ours)
        {
            Connections.Enqueue(ours);
        }

        var carried = next(connection);
        Carried.Enqueue(carried);
        return carried;
    }

    private static IPEndPoint EndPointOf(string key) =>
        key is "Http" or "Https" ? new IPEndPoint(IPAddress.Loopback, 0) : new MessageEndPoint(IPAddress.Loopback, 0);

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}

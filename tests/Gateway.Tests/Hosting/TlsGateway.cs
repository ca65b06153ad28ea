using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Core;
using EventPlatform.Gateway.ExternalApi;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.StatusInterface;
using EventPlatform.Gateway.Tests.ExternalApi;
using EventPlatform.Gateway.Transport;
using EventPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace EventPlatform.Gateway.Tests.Hosting;

/// <summary>The host with its TLS listeners on and the front ends that speak on them, without an engine.</summary>
internal sealed class TlsGateway : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly TestPlatform _status = new();
    private readonly ApiWorld _world;
    private readonly RunningGateway _gateway;

    private TlsGateway(ApiWorld world)
    {
        _world = world;
        var (certificate, key) = TestCertificate.Write(_folder.FullName);
        var ports = FreePorts.Take(3);
        _gateway = new RunningGateway(
            new GatewayParts { AddServices = (builder, _) => AddFrontEnds(builder.Services) },
            ("Tls:Certificate", certificate),
            ("Tls:Key", key),
            ("Listeners:ExternalApiTls", $"{ports[0]}"),
            ("Listeners:ExternalApiTcpTls", $"{ports[1]}"),
            ("Listeners:StatusTls", $"{ports[2]}"));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="world">The External API's settings, sessions and log; it is the caller's.</param>
    /// <param name="statusAccess">Who may use the Status interface; null: this machine.</param>
    public static async Task<TlsGateway> Start(ApiWorld world, AccessList? statusAccess = null)
    {
        var gateway = new TlsGateway(world);
        gateway._status.Settings.Access.Status = statusAccess ?? gateway._status.Settings.Access.Status;
        await gateway._gateway.Host.Start(Cancel);
        return gateway;
    }

    public int Port(string listener) =>
        Listener.All.Single(each => each.Key == listener).Port(_gateway.Listeners);

    public async Task<NetworkStream> ConnectPlain(string listener)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, Port(listener), Cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public async Task<SslStream> Connect(string listener, SslProtocols protocols = SslProtocols.None) =>
        await Encrypt(await ConnectPlain(listener), protocols);

    /// <exception cref="IOException">The server ended the connection before the handshake was done.</exception>
    public static async Task<SslStream> Encrypt(NetworkStream stream, SslProtocols protocols = SslProtocols.None)
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                EnabledSslProtocols = protocols,
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost",
            },
            Cancel);
        return tls;
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _status.Dispose();
        _folder.Delete(recursive: true);
    }

    private void AddFrontEnds(IServiceCollection services)
    {
        services.AddSingleton<IWebSocketEndpoint>(provider =>
            new ExternalApiWebSockets(_world.Services, provider.GetRequiredService<AddressConnections>()));
        services.AddSingleton<IListenerSetup>(provider => new LineListeners(
            new ExternalApiLines(_world.Services, provider.GetRequiredService<AddressConnections>()), LineListeners.ExternalApi));
        services.AddSingleton<IListenerSetup>(new LineListeners(_status.Endpoint, LineListeners.Status));
    }
}

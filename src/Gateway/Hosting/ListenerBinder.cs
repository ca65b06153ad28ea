using System.Net;
using System.Net.Sockets;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Transport;
using EventPlatform.Gateway.Transport.Sockets;
using EventPlatform.Management;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace EventPlatform.Gateway.Hosting;

/// <summary>The listeners that are on, as Kestrel's: key, gate, TLS, then the front ends.</summary>
internal static class ListenerBinder
{
    /// <summary>Clients of a restarted gateway come back all at once; the system may allow less.</summary>
    private const int BacklogConnections = 8_192;

    extension(WebApplicationBuilder builder)
    {
        /// <summary>All listeners but Management.</summary>
        public void ListenToClients(PlatformOptions options, ServerCertificate? certificate)
        {
            var listeners = Listener.All.Where(listener => listener != Listener.Management && listener.IsOn(options.Listeners)).ToArray();
            builder.UseListeners(listeners, options.Listeners);
            builder.Services.AddSocketTransport(endPoint => Bind(endPoint, listeners, options.Listeners), BacklogConnections);
            builder.WebHost.UseKestrelHttpsConfiguration();
            builder.WebHost.ConfigureKestrel(kestrel =>
            {
                foreach (var listener in listeners)
                {
                    kestrel.Listen(EndPointOf(listener, options.Listeners), listen => SetUp(listen, listener, certificate));
                }
            });
        }

        /// <summary>Kestrel, with the name of the listener in what it says when a port cannot be bound.</summary>
        private void UseListeners(IReadOnlyList<Listener> listeners, ListenersOptions options)
        {
            builder.WebHost.UseKestrelCore();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
            builder.WebHost.UseSockets(sockets =>
            {
                sockets.Backlog = BacklogConnections;
                sockets.CreateBoundListenSocket = endPoint => Bind(endPoint, listeners, options);
            });
        }
    }

    /// <summary>Ports of nothing but messages are our transport's; HTTP is faster over Kestrel's own.</summary>
    private static IPEndPoint EndPointOf(Listener listener, ListenersOptions options) => listener.Kind is ListenerKind.Http
        ? new IPEndPoint(options.Bind, listener.Port(options))
        : new MessageEndPoint(options.Bind, listener.Port(options));

    private static Socket Bind(EndPoint endPoint, IReadOnlyList<Listener> listeners, ListenersOptions options)
    {
        try
        {
            return SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        }
        catch (SocketException e)
        {
            var port = (endPoint as IPEndPoint)?.Port;
            throw new ListenException(listeners.First(each => each.Port(options) == port).Setting, endPoint, e);
        }
    }

    private static void SetUp(ListenOptions listen, Listener listener, ServerCertificate? certificate)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.UseListenerKey(listener.Key);
        var setups = listen.ApplicationServices.GetServices<IListenerSetup>().Where(setup => setup.Keys.Contains(listener.Key)).ToArray();
        var gate = listen.ApplicationServices.GetRequiredService<ConnectionGate>();
        listen.Use(next => connection => gate.OnConnection(connection, next));
        if (listener.IsTls)
        {
            foreach (var setup in setups)
            {
                setup.ConfigureBeforeTls(listener.Key, listen);
            }

            listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(certificate!.ForHandshake()) });
        }

        foreach (var setup in setups)
        {
            setup.Configure(listener.Key, listen);
        }

        if (listener.Kind is ListenerKind.Lines)
        {
            // Nobody took it: HTTP must not answer there.
            listen.Use(_ => _ => Task.CompletedTask);
        }
        else
        {
            listen.UseWebSockets();
        }
    }
}

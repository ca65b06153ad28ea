using System.Buffers;
using System.Net;
using System.Net.Sockets;
using EventPlatform.Gateway.Transport.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EventPlatform.Gateway.Transport;

/// <summary>How the host plugs the seam together.</summary>
internal static class TransportExtensions
{
    extension(IServiceCollection services)
    {
        /// <summary>What the seam needs. Front ends register as <see cref="IWebSocketEndpoint"/> or are given to <c>UseLines</c>.</summary>
        public IServiceCollection AddTransport()
        {
            services.TryAddSingleton(TimeProvider.System);
            services.TryAddSingleton<TimingWheel>();
            services.TryAddSingleton<OpenConnections>();
            services.TryAddSingleton<ConnectionRunner>();
            services.TryAddSingleton<Upgrades>();
            services.TryAddSingleton<WebSocketListener>();
            services.TryAddSingleton<WebSocketFallback>();
            return services;
        }

        /// <summary>
        /// Our TCP for the addresses that are <see cref="MessageEndPoint"/>. After Kestrel's: who comes last is asked first.
        /// </summary>
        /// <param name="bind">Makes the bound socket of an address.</param>
        /// <param name="backlog">Connections that may wait to be accepted; the system may allow less.</param>
        /// <param name="buffers">Memory for bytes under way; null: the process's.</param>
        public IServiceCollection AddSocketTransport(Func<EndPoint, Socket> bind, int backlog, ArrayPool<byte>? buffers = null) =>
            services.AddSingleton<IConnectionListenerFactory>(provider =>
                ActivatorUtilities.CreateInstance<SocketTransport>(provider, bind, backlog, buffers ?? ArrayPool<byte>.Shared));
    }

    extension(ListenOptions listen)
    {
        /// <summary>Tells every connection of this listener its key. First of all, before TLS.</summary>
        public ListenOptions UseListenerKey(string key)
        {
            var feature = new ListenerFeature(key);
            listen.Use(next => connection =>
            {
                connection.Features.Set(feature);
                return next(connection);
            });
            return listen;
        }

        /// <summary>WebSocket front ends on an HTTP listener. After TLS. The listener must speak HTTP/1.1.</summary>
        public ListenOptions UseWebSockets()
        {
            var listener = listen.ApplicationServices.GetRequiredService<WebSocketListener>();
            listen.Use(next => connection => listener.OnConnection(connection, next));
            return listen;
        }

        /// <summary>Closes connections from addresses that the front end does not list. Before TLS; without it, needless.</summary>
        public ListenOptions UseLineAccess(ILineEndpoint endpoint)
        {
            listen.Use(next => connection => endpoint.IsListed(connection.RemoteEndPoint) ? next(connection) : Task.CompletedTask);
            return listen;
        }

        /// <summary>Gives the listener to a front end that speaks lines; there is no HTTP on it. After TLS.</summary>
        public ListenOptions UseLines(ILineEndpoint endpoint)
        {
            var runner = listen.ApplicationServices.GetRequiredService<ConnectionRunner>();
            listen.Run(connection => RunLines(runner, endpoint, connection));
            return listen;
        }
    }

    extension(IApplicationBuilder app)
    {
        /// <summary>WebSocket upgrades that come as a later request of a connection. Before routing and before the HTTP realm.</summary>
        public IApplicationBuilder UseWebSocketFallback()
        {
            var fallback = app.ApplicationServices.GetRequiredService<WebSocketFallback>();
            return app.Use(next => context => fallback.Invoke(context, next));
        }
    }

    private static Task RunLines(ConnectionRunner runner, ILineEndpoint endpoint, ConnectionContext connection)
    {
        if (endpoint.Admit(connection) is not { } options)
        {
            return Task.CompletedTask;
        }

        TcpKeepAlive.Enable(connection.Features, options.MayStall);
        return runner.Run(new KestrelWire(connection), Framing.Line, options, endpoint.Run);
    }
}

using System.Net;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.ExternalApi.Core;
using EventPlatform.Gateway.ExternalApi.Events;
using EventPlatform.Gateway.ExternalApi.Status;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Hub.Subscriptions;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.ExternalApi;

/// <summary>How the host plugs in the External API.</summary>
internal static class ExternalApiExtensions
{
    extension(IServiceCollection services)
    {
        /// <summary>
        /// Adds the front end: a WebSocket endpoint, <see cref="ExternalApiLines"/> for <c>UseLines</c>, and a door for events. After
        /// <c>AddSettings</c>, <c>AddSecurity</c>, <c>AddTransport</c> and <c>AddGatewayCore</c>; further classes are added as
        /// <see cref="IExternalApiHandler"/>.
        /// </summary>
        public IServiceCollection AddExternalApi()
        {
            services.AddMetrics();
            services.AddSingleton<ExternalApiMetrics>();
            services.AddSingleton<ExternalApiSettings>();
            services.AddSingleton<SubscriptionIndex>();
            services.AddSingleton<IExternalApiHandler, CoreHandler>();
            services.AddSingleton<IExternalApiHandler, StatusHandler>();
            services.AddSingleton<CommandTable>();
            services.AddSingleton<ApiServices>();
            services.AddSingleton<IWebSocketEndpoint, ExternalApiWebSockets>();
            services.AddSingleton<ExternalApiLines>();
            services.AddSingleton<IEventDoor, ExternalApiDoor>();
            return services;
        }
    }

    extension(IApplicationBuilder app)
    {
        /// <summary>
        /// Ends the requests on this front end's own listeners, and those for its path on others, that are no WebSocket upgrade. After
        /// <c>UseWebSocketFallback</c>, before the HTTP realm.
        /// </summary>
        public IApplicationBuilder UseExternalApi() => app.Use(next => context =>
        {
            var listener = context.Features.Get<ListenerFeature>()?.Key ?? "";
            if (!Listeners.IsOwn(listener) && !Listeners.IsShared(listener, context.Request.Path))
            {
                return next(context);
            }

            var settings = context.RequestServices.GetRequiredService<ExternalApiSettings>();
            var peer = context.Connection.RemoteIpAddress is { } address ? new IPEndPoint(address, context.Connection.RemotePort) : null;
            context.Response.StatusCode = settings.IsListed(settings.ClientOf(peer, context.Request.Headers)) ? 404 : 403;
            return Task.CompletedTask;
        });
    }
}

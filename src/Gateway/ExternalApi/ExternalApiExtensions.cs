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
        /// the host's own services and <c>AddGatewayCore</c>; further classes are added as
        /// <see cref="IExternalApiHandler"/>.
        /// </summary>
        public IServiceCollection AddExternalApi()
        {
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
}

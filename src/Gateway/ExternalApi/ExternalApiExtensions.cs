using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.ExternalApi.Core;
using EventPlatform.Gateway.ExternalApi.Events;
using EventPlatform.Gateway.ExternalApi.Gelf;
using EventPlatform.Gateway.ExternalApi.Login;
using EventPlatform.Gateway.ExternalApi.Plugins;
using EventPlatform.Gateway.ExternalApi.Rpc;
using EventPlatform.Gateway.ExternalApi.Status;
using EventPlatform.Gateway.Hosting;
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
        /// Adds the front end: a WebSocket endpoint, <see cref="ExternalApiLines"/> for <c>UseLines</c>, calls by HTTP, and a door for
        /// events. After the host's own services and <c>AddGatewayCore</c>; further classes are added as
        /// <see cref="IExternalApiHandler"/>, hooks by their interfaces in <c>Plugins</c>.
        /// </summary>
        public IServiceCollection AddExternalApi()
        {
            services.AddSingleton<ExternalApiMetrics>();
            services.AddSingleton<ExternalApiSettings>();
            services.AddSingleton<SubscriptionIndex>();
            services.AddHooks();
            services.AddGelf();
            services.AddSingleton<SessionLog>();
            services.AddSingleton(NewCommandTable);
            services.AddSingleton<ApiServices>();
            services.AddSingleton<IWebSocketEndpoint, ExternalApiWebSockets>();
            services.AddSingleton<ExternalApiLines>();
            services.AddSingleton<RpcEndpoint>();
            services.AddHostedService<CredentialWatch>();
            services.AddSingleton<IEventDoor, ExternalApiDoor>();
            return services;
        }
    }

    extension(WebApplication app)
    {
        /// <summary>Maps calls without a connection; access is decided before (<see cref="HttpDoor"/>).</summary>
        public void MapExternalApi() => app.Map(HttpDoor.RpcPath, app.Services.GetRequiredService<RpcEndpoint>().Invoke);
    }

    private static CommandTable NewCommandTable(IServiceProvider services) => new(
        [
            CoreClass.New(services.GetRequiredService<SessionLog>()),
            StatusClass.New(services.GetRequiredService<IExtensionCommands>()),
        ],
        services.GetServices<IExternalApiHandler>());
}

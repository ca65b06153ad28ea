using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>How the host plugs the feed in.</summary>
internal static class FeedExtensions
{
    extension(IServiceCollection services)
    {
        /// <summary>Needs the transport, security, metrics and the replica's store.</summary>
        /// <param name="settings">Gives the settings as they are at the moment of the call.</param>
        public IServiceCollection AddEventFeed(Func<IServiceProvider, PlatformOptions> settings)
        {
            services.AddSingleton<FeedMetrics>();
            services.AddSingleton<FeedAudience>();
            services.AddSingleton<FeedDoor>();
            services.AddSingleton<IEventDoor>(provider => provider.GetRequiredService<FeedDoor>());
            services.AddSingleton(provider => new FeedGate(() => settings(provider), provider.GetRequiredService<RealmAuthenticator>()));
            services.AddSingleton<IWebSocketEndpoint>(provider => new FeedEndpoint(
                () => settings(provider).Limits,
                provider.GetRequiredService<FeedGate>(),
                provider.GetRequiredService<FeedAudience>(),
                provider.GetRequiredService<FeedMetrics>(),
                provider.GetRequiredService<AddressConnections>(),
                provider.GetRequiredService<TimeProvider>()));
            return services;
        }
    }

    extension(IEndpointRouteBuilder routes)
    {
        /// <summary>
        /// The feed's path for requests that are no upgrade: 426 (docs/protocols/event-feed.md, 1). Behind the host's HTTP door, which
        /// knows who may come in.
        /// </summary>
        public IEndpointConventionBuilder MapEventFeed() => routes.MapGet(FeedEndpoint.Path, AnswerPlain);
    }

    private static Task AnswerPlain(HttpContext context)
    {
        var response = context.Response;
        if (!FeedEndpoint.IsOn(context.Features.Get<ListenerFeature>()?.Key ?? ""))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        response.StatusCode = StatusCodes.Status426UpgradeRequired;
        response.Headers.Upgrade = "websocket";
        response.Headers.Connection = "Upgrade";
        return Task.CompletedTask;
    }
}

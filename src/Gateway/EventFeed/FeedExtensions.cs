using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.EventFeed.History;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>How the host plugs the feed in.</summary>
internal static class FeedExtensions
{
    extension(IServiceCollection services)
    {
        /// <summary>Needs the transport, security, metrics, the replica's store and the publisher.</summary>
        /// <param name="settings">Gives the settings as they are at the moment of the call.</param>
        public IServiceCollection AddEventFeed(Func<IServiceProvider, PlatformOptions> settings)
        {
            services.AddSingleton<FeedMetrics>();
            services.AddSingleton<FeedAudience>();
            services.AddSingleton(NewName);
            services.AddSingleton(provider => NewHistory(provider, settings(provider).History));
            services.AddSingleton<FeedResume>();
            services.AddSingleton<IEventHistory, FeedPast>();
            services.AddSingleton<FeedDoor>();
            services.AddSingleton<IEventDoor>(provider => provider.GetRequiredService<FeedDoor>());
            services.AddSingleton(provider => new FeedGate(() => settings(provider), provider.GetRequiredService<RealmAuthenticator>()));
            services.AddSingleton(provider => new FeedEntrance(
                () => settings(provider).Limits,
                provider.GetRequiredService<ReplicaStore>(),
                provider.GetRequiredService<FeedHistory>(),
                provider.GetRequiredService<FeedAudience>(),
                provider.GetRequiredService<FeedResume>(),
                provider.GetRequiredService<FeedMetrics>(),
                provider.GetRequiredService<AddressConnections>()));
            services.AddSingleton<FeedEndpoint>();
            services.AddSingleton<IWebSocketEndpoint>(provider => provider.GetRequiredService<FeedEndpoint>());
            services.AddSingleton<EventStreamEndpoint>();
            return services;
        }
    }

    extension(IEndpointRouteBuilder routes)
    {
        /// <summary>
        /// The feed's path for requests that are no upgrade: 426 (docs/protocols/event-feed.md, 1), and Server-Sent Events (5). Behind the
        /// host's HTTP door, which knows who may come in.
        /// </summary>
        public void MapEventFeed()
        {
            routes.MapGet(FeedEndpoint.Path, AnswerPlain);
            routes.MapGet(EventStreamEndpoint.Path, routes.ServiceProvider.GetRequiredService<EventStreamEndpoint>().Answer);
        }
    }

    private static FeedName NewName(IServiceProvider provider) => new(
        FeedEventId.NameOf(provider.GetRequiredService<EventPublisher>().Incarnation), provider.GetRequiredService<TimeProvider>());

    private static FeedHistory NewHistory(IServiceProvider provider, HistoryOptions bounds)
    {
        var publisher = provider.GetRequiredService<EventPublisher>();
        var time = provider.GetRequiredService<TimeProvider>();
        return new FeedHistory(bounds, provider.GetRequiredService<FeedName>(), publisher.Partitions, time);
    }

    private static Task AnswerPlain(HttpContext context)
    {
        var response = context.Response;
        if (!FeedEndpoint.IsFor(context, FeedEndpoint.Path))
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

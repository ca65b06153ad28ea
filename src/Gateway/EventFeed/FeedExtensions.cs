using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Transport;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>How the host plugs the feed in.</summary>
internal static class FeedExtensions
{
    extension(IServiceCollection services)
    {
        /// <summary>Needs the transport and the replica's store. An <see cref="IFeedRealm"/> that is there already is kept.</summary>
        /// <param name="settings">Gives the settings as they are at the moment of the call.</param>
        public IServiceCollection AddEventFeed(Func<IServiceProvider, PlatformOptions> settings)
        {
            services.AddSingleton<FeedMetrics>();
            services.AddSingleton<FeedAudience>();
            services.AddSingleton<FeedDoor>();
            services.AddSingleton<IEventDoor>(provider => provider.GetRequiredService<FeedDoor>());
            services.TryAddSingleton<IFeedRealm>(provider => new BasicRealm(() => settings(provider)));
            services.AddSingleton(provider => new FeedGate(() => settings(provider), provider.GetRequiredService<IFeedRealm>()));
            services.AddSingleton<IWebSocketEndpoint>(provider => new FeedEndpoint(
                () => settings(provider),
                provider.GetRequiredService<FeedGate>(),
                provider.GetRequiredService<FeedAudience>(),
                provider.GetRequiredService<FeedMetrics>(),
                provider.GetRequiredService<TimingWheel>(),
                provider.GetRequiredService<TimeProvider>()));
            return services;
        }
    }

    extension(IEndpointRouteBuilder routes)
    {
        /// <summary>The feed's path for requests that are no WebSocket upgrade: 426 for who may come in (docs/protocols/event-feed.md, 1).</summary>
        public IEndpointConventionBuilder MapEventFeed() => routes.MapGet(FeedEndpoint.Path, AnswerPlain);
    }

    private static async Task AnswerPlain(HttpContext context)
    {
        if (!FeedEndpoint.IsOn(context.Features.Get<ListenerFeature>()?.Key ?? ""))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var refusal = await context.RequestServices.GetRequiredService<FeedGate>().Check(context)
            ?? new HttpRefusal(StatusCodes.Status426UpgradeRequired, "Upgrade: websocket");
        context.Response.StatusCode = refusal.Status;
        if (refusal.Header?.Split(": ", 2) is [var name, var value])
        {
            context.Response.Headers[name] = value;
        }

        if (refusal.Status == StatusCodes.Status426UpgradeRequired)
        {
            context.Response.Headers.Connection = "Upgrade";
        }
    }
}

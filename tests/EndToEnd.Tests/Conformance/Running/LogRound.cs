using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>An event of the runner's own that goes through a gateway: what was published before it has been delivered there.</summary>
internal static class LogRound
{
    /// <summary>Class of these events.</summary>
    internal const string Class = "tick";

    /// <summary>Ends when the gateway has shown the event to its clients.</summary>
    internal static async Task Go(GatewayHost gateway)
    {
        var seen = new UnseenEvents();
        var services = gateway.Services;
        await services.GetRequiredService<EventPublisher>().Append(Tick(services.GetRequiredService<TimeProvider>()), seen);
        await seen.WhenSeen();
    }

    private static EventRecord Tick(TimeProvider time) => new()
    {
        Kind = EventKind.Published,
        Time = time.GetUtcNow().ToUnixTimeMilliseconds(),
        Service = "default"u8,
        Class = "tick"u8,
    };
}

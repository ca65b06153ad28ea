using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Gateways;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Sessions;
using EventPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>
/// Moves a platform's clock in steps, each after what the one before has set off: gateways have leases that are over after 12 s, and calls
/// to grains have time limits too.
/// </summary>
internal sealed class SteppedClock(ManualTimeProvider clock, Platform platform)
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    internal async Task Advance(TimeSpan by)
    {
        await Settle();
        for (var rest = by; rest > TimeSpan.Zero; rest -= Step)
        {
            clock.Advance(rest < Step ? rest : Step);
            await Settle();
        }
    }

    private Task Settle() => Task.WhenAll(platform.Gateways.Select(Settle));

    /// <summary>Each of a gateway's loops goes round once: its lease is renewed, it reads events and its mailbox.</summary>
    private static async Task Settle(GatewayHost gateway)
    {
        var services = gateway.Services;
        var cancel = TestContext.Current.CancellationToken;
        await services.GetRequiredService<GatewayLease>().Renew(cancel);

        var seen = new UnseenEvents();
        await services.GetRequiredService<EventPublisher>().Append(Tick(services.GetRequiredService<TimeProvider>()), seen);
        await seen.WhenSeen();

        var self = services.GetRequiredService<GatewayIdentity>().Current;
        await services.GetRequiredService<Mailbox>().Ask(self, GatewayCommandKind.Describe, "nobody", cancel);
    }

    private static EventRecord Tick(TimeProvider time) => new()
    {
        Kind = EventKind.Published,
        Time = time.GetUtcNow().ToUnixTimeMilliseconds(),
        Service = "default"u8,
        Class = "tick"u8,
    };
}

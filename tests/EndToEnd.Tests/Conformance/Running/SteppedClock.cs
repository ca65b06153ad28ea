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
    private const int AttemptsMax = 50;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    /// <summary>
    /// What a loop waits on this clock before it calls a grain again, if a call took too long. Where calls to grains have their time
    /// limits on the system's clock, that is what happens while nobody moves this one.
    /// </summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan UsualRound = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestRound = TimeSpan.FromSeconds(5);

    /// <summary>Moves the clock until all loops go round again; to be called before time matters to anybody.</summary>
    internal Task Wake() => Settle(UsualRound);

    internal async Task Advance(TimeSpan by)
    {
        await Settle(LongestRound);
        for (var rest = by; rest > TimeSpan.Zero; rest -= Step)
        {
            clock.Advance(rest < Step ? rest : Step);
            await Settle(LongestRound);
        }
    }

    private async Task Settle(TimeSpan within)
    {
        for (var attempt = 1; !await IsSettled(within); attempt++)
        {
            if (attempt == AttemptsMax)
            {
                throw new TimeoutException("The gateways do not come round.");
            }

            clock.Advance(RetryAfter);
        }
    }

    private async Task<bool> IsSettled(TimeSpan within)
    {
        try
        {
            await Task.WhenAll(platform.Gateways.Select(Settle)).WaitAsync(within);
            return true;
        }
        catch (TimeoutException)
        {
            // A loop is asleep, or a call to a grain was too slow.
            return false;
        }
    }

    /// <summary>Each of a gateway's loops goes round once: its lease is renewed, it reads events and its mailbox.</summary>
    private static async Task Settle(GatewayHost gateway)
    {
        var services = gateway.Services;
        var cancel = TestContext.Current.CancellationToken;
        await services.GetRequiredService<GatewayLease>().Renew(cancel);

        await LogRound.Go(gateway);

        var self = services.GetRequiredService<GatewayIdentity>().Current;
        await services.GetRequiredService<Mailbox>().Ask(self, GatewayCommandKind.Describe, "nobody", cancel);
    }
}

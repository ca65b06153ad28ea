using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Sessions;
using EventPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>Up to two gateways of equal settings, started when they are first needed.</summary>
internal sealed class GatewaySet(Platform platform, ManualTimeProvider? clock, string[] settings)
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    /// <summary>A renewed lease takes a few calls; so many go between two steps of the clock.</summary>
    private const int CallsPerStep = 2;

    private readonly Dictionary<int, (GatewayHost Host, Ports Ports)> _gateways = [];

    internal async Task<Ports> Gateway(int number)
    {
        if (!_gateways.TryGetValue(number, out var gateway))
        {
            _gateways.Add(number, gateway = await platform.AddGateway([.. settings.Select(setting => $"--{setting}")]));
        }

        return gateway.Ports;
    }

    /// <summary>
    /// Moves the clock in steps, each after what the one before has set off: leases are renewed every 3 s and over after 12.
    /// </summary>
    /// <exception cref="InvalidOperationException">The clock is the system's.</exception>
    internal async Task Advance(TimeSpan by)
    {
        var manual = clock ?? throw new InvalidOperationException("Time moves by itself; the scenario needs 'clock manual'.");
        await Settle();
        for (var rest = by; rest > TimeSpan.Zero; rest -= Step)
        {
            manual.Advance(rest < Step ? rest : Step);
            await Settle();
        }
    }

    private async Task Settle()
    {
        for (var call = 0; call < CallsPerStep; call++)
        {
            foreach (var (host, _) in _gateways.Values)
            {
                await host.Services.GetRequiredService<ISessions>().List(null, TestContext.Current.CancellationToken);
            }
        }
    }
}

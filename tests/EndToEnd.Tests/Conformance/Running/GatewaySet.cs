using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>Up to two gateways of equal settings, started when they are first needed.</summary>
/// <param name="platform">Where.</param>
/// <param name="clock">Of the platform; null: the system's.</param>
/// <param name="tokens">By the platform's clock.</param>
/// <param name="settings">As <c>Key:Of:It=value</c>; with a certificate the TLS listeners of HTTP and the Status interface are on.</param>
internal sealed class GatewaySet(Platform platform, SteppedClock? clock, TokenMaker tokens, string[] settings)
{
    internal const string CertificateKey = "Tls:Certificate";

    private readonly Dictionary<int, (GatewayHost Host, Ports Ports)> _gateways = [];

    /// <summary>Makes what clients log in with.</summary>
    internal TokenMaker Tokens => tokens;

    /// <summary>How many scenarios that may change the directory had run when its gateways last showed the sample.</summary>
    internal int DirectoryChangesSeen { get; set; }

    internal async Task<Ports> Gateway(int number)
    {
        if (!_gateways.TryGetValue(number, out var gateway))
        {
            gateway = await Start();
            _gateways.Add(number, gateway);
        }

        return gateway.Ports;
    }

    /// <summary>To be called before a scenario.</summary>
    internal Task Prepare() => clock?.Wake() ?? Task.CompletedTask;

    /// <summary>The directory is the sample, extensions' states too, and each gateway shows it: nothing earlier is on its way.</summary>
    internal async Task ResetDirectory()
    {
        await Gateway(1);
        foreach (var (host, _) in _gateways.Values)
        {
            await DirectoryReset.Run(host.Services);
        }
    }

    /// <summary>What has been published so far has been delivered by each gateway.</summary>
    internal Task Settle() => clock?.Wake() ?? Task.WhenAll(_gateways.Values.Select(gateway => LogRound.Go(gateway.Host)));

    /// <summary>Publishes an event of the runner's own, which then has been delivered by each gateway.</summary>
    internal async Task Publish(FeedMark mark)
    {
        var services = _gateways.Values.First().Host.Services;
        await services.GetRequiredService<EventPublisher>().Append(mark.Record(services.GetRequiredService<TimeProvider>()));
        await Settle();
    }

    /// <summary>A gateway ends in order; the next one of this number is another.</summary>
    internal async Task End(int number)
    {
        if (clock is not null || !_gateways.Remove(number, out var gateway))
        {
            throw new InvalidOperationException("Only a gateway that has begun ends, on the system's clock.");
        }

        await platform.End(gateway.Host);
    }

    /// <exception cref="InvalidOperationException">The clock is the system's.</exception>
    internal Task Advance(TimeSpan by) =>
        clock?.Advance(by) ?? throw new InvalidOperationException("Time moves by itself; the scenario needs 'clock manual'.");

    private async Task<(GatewayHost Host, Ports Ports)> Start()
    {
        int[] tls = settings.Any(setting => setting.StartsWith(CertificateKey, StringComparison.Ordinal)) ? FreePorts.Take(2) : [0, 0];
        var (host, ports) = await platform.AddGateway(
            [.. settings.Select(setting => $"--{setting}"), $"--Listeners:StatusTls={tls[0]}", $"--Listeners:Https={tls[1]}"]);
        return (host, ports with { StatusTls = tls[0], Https = tls[1] });
    }
}

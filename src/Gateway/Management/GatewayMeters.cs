using System.Diagnostics.Metrics;
using System.Globalization;
using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.Core;
using EventPlatform.Gateway.Transport;
using EventPlatform.Management;

namespace EventPlatform.Gateway.Management;

/// <summary>What is summed up when it is asked for, so that counting costs nothing.</summary>
internal sealed class GatewayMeters : IMeters
{
    private readonly IServiceProvider _services;

    public GatewayMeters(IMeterFactory meters, IServiceProvider services, PlatformMetrics doors)
    {
        // They count from the start, whoever uses them first.
        _ = doors;
        _services = services;
        var meter = meters.Create(MetricsExport.MeterPrefix + ".Gateway");
        meter.CreateObservableGauge("ep_queue_bytes", Queues, "By", "Bytes queued for clients that their sockets have not taken yet");

        // A host without an engine, as in tests, neither reads nor publishes.
        if (services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(GatewayCore)))
        {
            meter.CreateObservableGauge(
                "ep_log_read_age_seconds", Ages, "s", "How long ago the log was last read; over some seconds it is out of reach");
            meter.CreateObservableGauge(
                "ep_unconfirmed_bytes", Unconfirmed, "By", "Bytes published that have not come back from the log yet");
        }
    }

    private IEnumerable<Measurement<long>> Queues() => _services.GetRequiredService<OpenConnections>()
        .UnsentBytes()
        .Select(door => new Measurement<long>(door.Bytes, new KeyValuePair<string, object?>("door", door.Door)));

    private IEnumerable<Measurement<double>> Ages() => _services.GetRequiredService<GatewayCore>()
        .ReadAges
        .Select(read => new Measurement<double>(
            read.Age.TotalSeconds,
            new KeyValuePair<string, object?>("partition", read.Partition.ToString(CultureInfo.InvariantCulture))));

    private long Unconfirmed() => _services.GetRequiredService<EventPublisher>().UnconfirmedBytes;
}

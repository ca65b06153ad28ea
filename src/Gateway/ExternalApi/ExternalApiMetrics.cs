using System.Diagnostics.Metrics;

namespace EventPlatform.Gateway.ExternalApi;

/// <summary>What this front end counts.</summary>
internal sealed class ExternalApiMetrics(IMeterFactory meters)
{
    private static readonly KeyValuePair<string, object?> Door = new("door", "external_api");

    private readonly Counter<long> _slowConsumers = meters.Create("EventPlatform.Gateway").CreateCounter<long>(
        "ep_slow_consumers", description: "Connections closed because they did not keep up.");

    /// <summary>A connection was closed because its queue was full.</summary>
    public void SlowConsumer() => _slowConsumers.Add(1, Door);
}

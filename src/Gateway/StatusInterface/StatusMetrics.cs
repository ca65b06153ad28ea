using System.Diagnostics.Metrics;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>What an operator counts of this interface.</summary>
internal sealed class StatusMetrics
{
    /// <summary>The name of the meter.</summary>
    internal const string MeterName = "EventPlatform.Gateway";

    private readonly Counter<long> _slowConsumers;

    public StatusMetrics(IMeterFactory meters)
    {
        _slowConsumers = meters.Create(MeterName)
            .CreateCounter<long>("ep_slow_consumers", description: "Connections closed because they did not read.");
    }

    /// <summary>A connection was reset because it did not read: <c>ep_slow_consumers_total{door="status"}</c>.</summary>
    public void SlowConsumer() => _slowConsumers.Add(1, new KeyValuePair<string, object?>("door", "status"));
}

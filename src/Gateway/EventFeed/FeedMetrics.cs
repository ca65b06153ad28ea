using System.Diagnostics.Metrics;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>What an operator counts of the feed.</summary>
internal sealed class FeedMetrics(IMeterFactory meters)
{
    /// <summary>The name of the meter.</summary>
    internal const string MeterName = "EventPlatform.Gateway";

    private static readonly KeyValuePair<string, object?> Door = new("door", "feed");

    private readonly Counter<long> _slowConsumers = meters.Create(MeterName)
        .CreateCounter<long>("ep_slow_consumers", description: "Connections closed because they did not read.");

    /// <summary>A connection was closed because it did not read: <c>ep_slow_consumers_total{door="feed"}</c>.</summary>
    public void SlowConsumer() => _slowConsumers.Add(1, Door);
}

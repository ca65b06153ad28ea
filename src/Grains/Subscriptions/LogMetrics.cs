using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace EventPlatform.Grains.Subscriptions;

/// <summary>What the logs of this silo hold; looked up when it is asked for.</summary>
internal sealed class LogMetrics
{
    private readonly ConcurrentDictionary<long, SubscriptionGrain> _logs = new();

    public LogMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("EventPlatform.Log");
        meter.CreateObservableGauge(
            "ep_log_bytes", () => Of(log => log.HeldBytes), "By", "Bytes of events that the log holds for readers");
        meter.CreateObservableGauge(
            "ep_log_readers_waiting", () => Of(log => log.WaitingCount), description: "Readers that have all there is and wait for more");
    }

    internal void Add(long partition, SubscriptionGrain log) => _logs[partition] = log;

    internal void Remove(long partition, SubscriptionGrain log) => _logs.TryRemove(KeyValuePair.Create(partition, log));

    private IEnumerable<Measurement<long>> Of(Func<SubscriptionGrain, long> value) => _logs.Select(log => new Measurement<long>(
        value(log.Value), new KeyValuePair<string, object?>("partition", log.Key.ToString(CultureInfo.InvariantCulture))));
}

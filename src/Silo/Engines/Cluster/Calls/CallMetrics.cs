using System.Diagnostics.Metrics;
using EventPlatform.Management;

namespace EventPlatform.Silo.Calls;

/// <summary>Calls of the platform's grains of this silo; Orleans' own are not counted.</summary>
internal sealed class CallMetrics : IMeters
{
    private long _calls;
    private long _failures;

    public CallMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MetricsExport.MeterPrefix + ".Calls");
        meter.CreateObservableCounter("ep_grain_calls_total", () => Volatile.Read(ref _calls), description: "Calls of grains");
        meter.CreateObservableCounter(
            "ep_grain_call_failures_total", () => Volatile.Read(ref _failures), description: "Calls that ended with an exception");
    }

    internal void Called() => Interlocked.Increment(ref _calls);

    internal void Failed() => Interlocked.Increment(ref _failures);
}

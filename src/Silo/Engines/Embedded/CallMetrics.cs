using System.Diagnostics.Metrics;
using EventPlatform.Management;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded;

namespace EventPlatform.Silo;

/// <summary>Calls of grains, which the engine counts anyway.</summary>
internal sealed class CallMetrics : IMeters
{
    public CallMetrics(IMeterFactory meters, IServiceProvider services)
    {
        var meter = meters.Create(MetricsExport.MeterPrefix + ".Calls");
        meter.CreateObservableCounter("ep_grain_calls_total", () => Of(services).Calls, description: "Calls of grains");
        meter.CreateObservableCounter(
            "ep_grain_call_failures_total", () => Of(services).Failures, description: "Calls that ended with an exception");
    }

    private static CallStatistics Of(IServiceProvider services) => services.GetRequiredService<CallStatistics>();
}

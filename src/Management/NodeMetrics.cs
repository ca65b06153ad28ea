using System.Diagnostics.Metrics;

namespace EventPlatform.Management;

/// <summary>What runs, and whether it serves.</summary>
internal sealed class NodeMetrics : IMeters
{
    public NodeMetrics(IMeterFactory meters, NodeFacts facts, IServiceProvider services)
    {
        var meter = meters.Create(MetricsExport.MeterPrefix + ".Node");
        KeyValuePair<string, object?>[] build = [new("engine", facts.Engine), new("role", facts.Role), new("version", NodeFacts.Version)];
        meter.CreateObservableGauge(
            "ep_build_info", () => new Measurement<int>(1, build), description: "Always 1: version, engine and role are its labels");
        meter.CreateObservableGauge(
            "ep_ready", () => facts.IsReady(services) ? 1 : 0, description: "1 while clients are served, 0 before and while draining");
    }
}

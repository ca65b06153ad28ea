using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EventPlatform.Management;

/// <summary>What a process exports.</summary>
public static class MetricsExport
{
    /// <summary>Meters whose name begins with this are exported.</summary>
    public const string MeterPrefix = "EventPlatform";

    /// <summary>
    /// Adds the exporter and the meters of the process itself. Who counts makes its meters with the same
    /// <see cref="IMeterFactory"/>, after the exporter is there: <see cref="StartCounting"/>.
    /// </summary>
    public static IServiceCollection AddMetricsExport(this IServiceCollection services, NodeFacts facts)
    {
        services.AddMetrics();
        services.AddSingleton(facts);
        services.TryAddSingleton(provider =>
        {
            // Meters of another host in this process, as in tests, are not ours.
            var factory = provider.GetRequiredService<IMeterFactory>();
            return new PrometheusExporter(meter =>
                meter.Name.StartsWith(MeterPrefix, StringComparison.Ordinal) && (meter.Scope is null || meter.Scope == factory));
        });
        return services.AddMeters<NodeMetrics>().AddMeters<ProcessMetrics>().AddMeters<RuntimeMetrics>();
    }

    /// <summary>Adds meters that are there from the start of the process, before anybody counts.</summary>
    public static IServiceCollection AddMeters<T>(this IServiceCollection services)
        where T : class, IMeters => services.AddSingleton<T>().AddSingleton<IMeters>(provider => provider.GetRequiredService<T>());

    /// <summary>Makes the exporter, then the meters of the process: who listens must be there before the first value is counted.</summary>
    public static void StartCounting(this IServiceProvider services)
    {
        services.GetRequiredService<PrometheusExporter>();
        _ = services.GetServices<IMeters>().Count();
    }
}

using System.Diagnostics.Metrics;

namespace EventPlatform.Gateway.Management;

/// <summary>Meters and their exporter.</summary>
internal static class MetricsRegistration
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddPlatformMetrics() => services
            .AddMetrics()
            .AddSingleton(provider =>
            {
                // Meters of another host in this process, as in tests, are not ours.
                var factory = provider.GetRequiredService<IMeterFactory>();
                return new PrometheusExporter(meter =>
                    meter.Name.StartsWith(PlatformMetrics.MeterName, StringComparison.Ordinal)
                        && (meter.Scope is null || meter.Scope == factory));
            })
            .AddSingleton(provider =>
            {
                // Who listens must be there before the first value is counted.
                provider.GetRequiredService<PrometheusExporter>();
                return ActivatorUtilities.CreateInstance<PlatformMetrics>(provider);
            });
    }
}

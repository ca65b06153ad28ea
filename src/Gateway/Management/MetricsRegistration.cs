using EventPlatform.Management;

namespace EventPlatform.Gateway.Management;

/// <summary>The gateway's meters, and what exports them.</summary>
internal static class MetricsRegistration
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddPlatformMetrics(NodeFacts facts) => services
            .AddMetricsExport(facts)
            .AddMeters<GatewayMeters>()
            .AddSingleton(provider =>
            {
                // Who listens must be there before the first value is counted.
                provider.GetRequiredService<PrometheusExporter>();
                return ActivatorUtilities.CreateInstance<PlatformMetrics>(provider);
            });
    }
}

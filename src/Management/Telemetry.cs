using EventPlatform.Management.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace EventPlatform.Management;

/// <summary>
/// Sends traces and metrics to an OpenTelemetry collector. A collector that is away or slow costs what was to be sent, nothing else:
/// spans wait in a bounded queue for a thread of their own.
/// </summary>
public sealed class Telemetry : IDisposable
{
    /// <summary>Of a hundred requests, one is followed, unless <c>OTEL_TRACES_SAMPLER</c> says otherwise.</summary>
    public const double DefaultRatio = 0.01;

    private const string ServiceName = "eventplatform";

    /// <summary>What is left is sent within this time when the process ends.</summary>
    private const int FlushMilliseconds = 2_000;

    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;

    private Telemetry(Uri endpoint, NodeFacts facts)
    {
        var traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => Describe(resource, facts))
            .AddSource(MetricsExport.MeterPrefix, "Microsoft.AspNetCore")
            .AddOtlpExporter(options => Configure(options, endpoint, "v1/traces"));
        if (!TelemetryVariables.HasSampler)
        {
            traces.SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(DefaultRatio)));
        }

        _traces = traces.Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => Describe(resource, facts))
            .AddMeter(MetricsExport.MeterPrefix, MetricsExport.MeterPrefix + ".*")
            .AddOtlpExporter(options => Configure(options, endpoint, "v1/metrics"))
            .Build();
    }

    /// <param name="endpoint">Base address of the collector; null: nothing is sent, and nothing traced.</param>
    /// <param name="services">Those of the process.</param>
    public static Telemetry? Start(Uri? endpoint, IServiceProvider services) =>
        endpoint is null ? null : new Telemetry(endpoint, services.GetRequiredService<NodeFacts>());

    public void Dispose()
    {
        _traces.Shutdown(FlushMilliseconds);
        _metrics.Shutdown(FlushMilliseconds);
        _traces.Dispose();
        _metrics.Dispose();
    }

    /// <summary>The variables of OpenTelemetry count over what we say.</summary>
    private static void Describe(ResourceBuilder resource, NodeFacts facts) => resource
        .AddService(ServiceName, serviceVersion: NodeFacts.Version)
        .AddAttributes([new("ep.role", facts.Role), new("ep.engine", facts.Engine)])
        .AddEnvironmentVariableDetector();

    private static void Configure(OtlpExporterOptions options, Uri endpoint, string path)
    {
        if (!TelemetryVariables.HasProtocol)
        {
            options.Protocol = OtlpExportProtocol.HttpProtobuf;
        }

        // An address that is set is taken as it is: the path of the signal is ours to add, and gRPC has none.
        options.Endpoint = options.Protocol == OtlpExportProtocol.Grpc
            ? endpoint
            : new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/{path}");
    }
}

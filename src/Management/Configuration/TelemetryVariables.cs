namespace EventPlatform.Management.Configuration;

/// <summary>OpenTelemetry's own variables of the environment, as far as something else is said where they are not set.</summary>
internal static class TelemetryVariables
{
    /// <summary>Which traces are recorded.</summary>
    internal static bool HasSampler => IsSet("OTEL_TRACES_SAMPLER");

    /// <summary>HTTP or gRPC.</summary>
    internal static bool HasProtocol => IsSet("OTEL_EXPORTER_OTLP_PROTOCOL");

    private static bool IsSet(string name) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name));
}

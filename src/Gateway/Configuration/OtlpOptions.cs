namespace EventPlatform.Gateway.Configuration;

/// <summary>OpenTelemetry export; off without an endpoint.</summary>
internal sealed class OtlpOptions
{
    public const string Section = "Otlp";

    /// <summary>Absolute address, http or https.</summary>
    public Uri? Endpoint { get; set; }
}

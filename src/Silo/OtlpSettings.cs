namespace EventPlatform.Silo;

/// <summary>Where traces and metrics are sent.</summary>
public sealed class OtlpSettings
{
    public const string Section = "Otlp";

    /// <summary>An absolute address, http or https; null or empty: nowhere.</summary>
    public string? Endpoint { get; set; }

    internal Uri? Address => string.IsNullOrEmpty(Endpoint) ? null : new Uri(Endpoint);
}

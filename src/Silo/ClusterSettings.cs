using System.ComponentModel.DataAnnotations;

namespace EventPlatform.Silo;

/// <summary>Who belongs together, and where silos listen. Only with silos and gateways as processes of their own.</summary>
public sealed class ClusterSettings
{
    public const string Section = "Cluster";

    public string Id { get; set; } = "default";

    public string Service { get; set; } = "eventplatform";

    /// <summary>PostgreSQL; never printed.</summary>
    public string? ConnectionString { get; set; }

    /// <summary><c>silo</c>, <c>gateway</c> or <c>both</c>; null: what the program is by itself.</summary>
    public string? Role { get; set; }

    [Range(1, 65_535)]
    public int SiloPort { get; set; } = 11_111;

    [Range(1, 65_535)]
    public int GatewayPort { get; set; } = 30_000;

    /// <summary>The IP address told to others; without one the first that is not loopback.</summary>
    public string? AdvertisedAddress { get; set; }

    public ClusterTlsSettings Tls { get; set; } = new();
}

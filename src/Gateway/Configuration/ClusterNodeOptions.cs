using System.ComponentModel.DataAnnotations;
using System.Net;

namespace EventPlatform.Gateway.Configuration;

/// <summary>This process in a cluster of several: section <c>Cluster</c>. Without effect on the embedded engine.</summary>
internal sealed class ClusterNodeOptions
{
    public const string Section = "Cluster";

    [Required]
    public string Id { get; set; } = "default";

    [Required]
    public string Service { get; set; } = "eventplatform";

    /// <summary>PostgreSQL; mandatory in a cluster, never printed.</summary>
    public string? ConnectionString { get; set; }

    public ClusterRole Role { get; set; } = ClusterRole.Gateway;

    [Range(1, ListenersOptions.PortMax)]
    public int SiloPort { get; set; } = 11_111;

    [Range(1, ListenersOptions.PortMax)]
    public int GatewayPort { get; set; } = 30_000;

    /// <summary>The address told to others; without one the first that is not loopback.</summary>
    public IPAddress? AdvertisedAddress { get; set; }

    public ClusterTlsOptions Tls { get; set; } = new();
}

using System.ComponentModel.DataAnnotations;

namespace EventPlatform.Silo;

/// <summary>Who belongs together, and where silos listen. Only with silos and gateways as processes of their own.</summary>
public sealed class ClusterSettings
{
    public const string Section = "Cluster";

    public string Id { get; set; } = "default";

    public string Service { get; set; } = "eventplatform";

    [Range(1, 65_535)]
    public int SiloPort { get; set; } = 11_111;

    [Range(1, 65_535)]
    public int GatewayPort { get; set; } = 30_000;
}

using System.ComponentModel.DataAnnotations;

namespace EventPlatform.Grains;

/// <summary>What silos and gateways must agree on about events.</summary>
public sealed class EventOptions
{
    public const string Section = "Events";

    /// <summary>Partitions of the event streams; fixed with the first start of a cluster.</summary>
    [Range(1, 16)]
    public int Partitions { get; set; } = 1;
}

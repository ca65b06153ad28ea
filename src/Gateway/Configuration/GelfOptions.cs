using System.ComponentModel.DataAnnotations;

namespace EventPlatform.Gateway.Configuration;

/// <summary>Where log entries of clients go as GELF over UDP; off without a host.</summary>
internal sealed class GelfOptions
{
    public const string Section = "Gelf";

    /// <summary>Host name or address.</summary>
    public string? Host { get; set; }

    [Range(1, ListenersOptions.PortMax)]
    public int Port { get; set; } = 12_201;
}

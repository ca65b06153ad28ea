using System.ComponentModel.DataAnnotations;
using System.Net;

namespace EventPlatform.Gateway.Configuration;

/// <summary>
/// Where the gateway listens. A port of 0 turns that listener off; there are no random ports, and no port may stand twice.
/// </summary>
internal sealed class ListenersOptions
{
    public const string Section = "Listeners";

    /// <summary>Highest TCP port.</summary>
    public const int PortMax = 65_535;

    /// <summary>Address of all listeners but <see cref="Management"/>.</summary>
    public IPAddress Bind { get; set; } = IPAddress.Loopback;

    /// <summary>Event feed, Live and Configuration API, console, <c>/api/ws</c>, <c>/rpc</c>.</summary>
    [Range(0, PortMax)]
    public int Http { get; set; } = 58_080;

    /// <summary>As <see cref="Http"/>, over TLS; customarily 55050.</summary>
    [Range(0, PortMax)]
    public int Https { get; set; }

    /// <summary>External API over WebSocket, and <c>/rpc</c>.</summary>
    [Range(0, PortMax)]
    public int ExternalApi { get; set; } = 9_010;

    /// <summary>As <see cref="ExternalApi"/>, over TLS; customarily 9011.</summary>
    [Range(0, PortMax)]
    public int ExternalApiTls { get; set; }

    /// <summary>External API over lines of JSON.</summary>
    [Range(0, PortMax)]
    public int ExternalApiTcp { get; set; } = 9_012;

    /// <summary>As <see cref="ExternalApiTcp"/>, over TLS; customarily 9013.</summary>
    [Range(0, PortMax)]
    public int ExternalApiTcpTls { get; set; }

    /// <summary>Status interface.</summary>
    [Range(0, PortMax)]
    public int Status { get; set; } = 50_002;

    /// <summary>As <see cref="Status"/>, over TLS.</summary>
    [Range(0, PortMax)]
    public int StatusTls { get; set; }

    /// <summary>Health and metrics: its own port and address, so that it is never exposed with the rest.</summary>
    [Range(0, PortMax)]
    public int Management { get; set; } = 9_090;

    /// <summary>Address of <see cref="Management"/>.</summary>
    public IPAddress ManagementBind { get; set; } = IPAddress.Loopback;
}

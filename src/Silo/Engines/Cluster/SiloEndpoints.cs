using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Orleans.Configuration;

namespace EventPlatform.Silo;

/// <summary>Where a silo listens, and the address it tells others.</summary>
/// <param name="Advertised">The address told.</param>
/// <param name="SiloPort">For silos.</param>
/// <param name="GatewayPort">For gateways.</param>
internal sealed record SiloEndpoints(IPAddress Advertised, int SiloPort, int GatewayPort)
{
    /// <summary>Who tells a loopback address is reached over loopback only; the address of any other may be a translated one.</summary>
    private IPAddress Bound => (IPAddress.IsLoopback(Advertised), Advertised.AddressFamily) switch
    {
        (true, _) => Advertised,
        (_, AddressFamily.InterNetworkV6) => IPAddress.IPv6Any,
        _ => IPAddress.Any,
    };

    /// <exception cref="SettingException">The address is none, or a port stands twice.</exception>
    internal static SiloEndpoints Of(ClusterSettings settings)
    {
        if (settings.SiloPort == settings.GatewayPort)
        {
            throw new SettingException(
                "Cluster:GatewayPort", $"port {settings.GatewayPort} is used by Cluster:SiloPort already; a port may stand only once");
        }

        return new SiloEndpoints(AddressOf(settings.AdvertisedAddress), settings.SiloPort, settings.GatewayPort);
    }

    internal void Configure(EndpointOptions options)
    {
        options.AdvertisedIPAddress = Advertised;
        options.SiloPort = SiloPort;
        options.GatewayPort = GatewayPort;
        options.SiloListeningEndpoint = new IPEndPoint(Bound, SiloPort);
        options.GatewayListeningEndpoint = new IPEndPoint(Bound, GatewayPort);
    }

    private static IPAddress AddressOf(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return FirstOfThisMachine();
        }

        // Parsing takes "1" too, for 0.0.0.1.
        return IPAddress.TryParse(text, out var address)
            && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == text)
            && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)
            ? address
            : throw new SettingException("Cluster:AdvertisedAddress", $"'{text}' is not allowed; allowed: an IP address that others reach");
    }

    /// <summary>The first that is not loopback, IPv4 before IPv6; without any the silo is for this machine only.</summary>
    private static IPAddress FirstOfThisMachine() =>
        NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus == OperationalStatus.Up)
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .Where(address => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal)
            .OrderBy(address => address.AddressFamily == AddressFamily.InterNetworkV6)
            .FirstOrDefault() ?? IPAddress.Loopback;
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.ExternalApi.Connections;

/// <summary>Where a client is, as sessions tell it: IPv4 plainly also when mapped into IPv6.</summary>
internal sealed record RemoteClient(IPAddress? Address, string Ip, int Port, string Remote)
{
    /// <param name="connection">The connection; its port counts.</param>
    /// <param name="address">The client's address, behind a trusted proxy the forwarded one.</param>
    public static RemoteClient Of(MessageConnection connection, IPAddress? address)
    {
        var plain = ClientAddress.Plain(address);
        var ip = plain switch
        {
            null => "",

            // Without the scope, which means something to this machine only.
            { AddressFamily: AddressFamily.InterNetworkV6 } => new IPAddress(plain.GetAddressBytes()).ToString(),
            _ => plain.ToString(),
        };
        var port = (connection.RemoteEndPoint as IPEndPoint)?.Port ?? 0;
        var transport = (connection.Framing, connection.IsTls) switch
        {
            (Framing.Line, false) => "tcp",
            (Framing.Line, true) => "tls",
            (_, false) => "ws",
            (_, true) => "wss",
        };
        var host = plain?.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{ip}]" : ip;
        return new RemoteClient(plain, ip, port, string.Create(CultureInfo.InvariantCulture, $"{transport}:{host}:{port}"));
    }
}

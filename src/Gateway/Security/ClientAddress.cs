using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Primitives;

namespace EventPlatform.Gateway.Security;

/// <summary>Who is at the other end, behind proxies that we trust.</summary>
internal static class ClientAddress
{
    public const string Header = "X-Forwarded-For";

    /// <summary>
    /// The connection's address, unless it is a trusted proxy: then <c>X-Forwarded-For</c> is read from the right, and the first address
    /// that is no trusted proxy is the client. When all are trusted, it is the leftmost.
    /// </summary>
    /// <param name="remote">The other end of the connection.</param>
    /// <param name="forwarded">Values of the header, in order.</param>
    /// <param name="trusted">Proxies whose header counts.</param>
    /// <returns>IPv4-mapped addresses as IPv4; null when it cannot be told, which no list admits.</returns>
    public static IPAddress? Of(EndPoint? remote, StringValues forwarded, AccessList trusted) =>
        Of((remote as IPEndPoint)?.Address, forwarded, trusted);

    /// <inheritdoc cref="Of(EndPoint?, StringValues, AccessList)"/>
    public static IPAddress? Of(IPAddress? remote, StringValues forwarded, AccessList trusted)
    {
        var client = Plain(remote);
        for (var i = forwarded.Count - 1; i >= 0; i--)
        {
            var entries = (forwarded[i] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            for (var j = entries.Length - 1; j >= 0; j--)
            {
                if (!trusted.Contains(client))
                {
                    return client;
                }

                // What a proxy could not name must not count as the proxy itself, whose address may be loopback.
                client = Plain(Parse(entries[j]));
            }
        }

        return client;
    }

    /// <summary>IPv4-mapped IPv6 addresses as IPv4.</summary>
    public static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    // entry = IPv4 | IPv4:port | IPv6 | [IPv6] | [IPv6]:port
    private static IPAddress? Parse(string entry)
    {
        if (AddressRange.TryParseAddress(entry, out var address))
        {
            return address;
        }

        var isBracketed = entry.StartsWith('[');
        return IPEndPoint.TryParse(entry, out var endPoint)
            && (endPoint.AddressFamily == AddressFamily.InterNetworkV6
                ? isBracketed
                : AddressRange.TryParseAddress(entry[..Math.Max(0, entry.IndexOf(':', StringComparison.Ordinal))], out _))
            ? endPoint.Address
            : null;
    }
}

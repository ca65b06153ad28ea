using System.Collections.Frozen;
using System.Net;
using System.Text;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Security;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace EventPlatform.Gateway.ExternalApi;

/// <summary>The settings that this front end goes by; those of limits and access as they are now (docs/configuration.md).</summary>
internal sealed class ExternalApiSettings(
    IOptionsMonitor<LimitsOptions> limits,
    IOptionsMonitor<AccessOptions> access,
    IOptions<ServicesOptions> services,
    IOptions<EventsOptions> events,
    IOptions<SocketOptions> sockets,
    IOptions<TlsOptions> tls)
{
    /// <summary>Names with their UTF-8.</summary>
    private readonly FrozenDictionary<string, byte[]> _services =
        services.Value.Names.Distinct().ToFrozenDictionary(name => name, Encoding.UTF8.GetBytes, StringComparer.Ordinal);

    public LimitsOptions Limits => limits.CurrentValue;

    /// <summary>Whether clients must answer events.</summary>
    public bool RequireAnswer => events.Value.RequireAnswer;

    /// <summary>Whether only encrypted connections are let in.</summary>
    public bool IsTlsRequired => tls.Value.Required;

    /// <summary>The WebSocket sub-protocol to echo when it is offered; null: none.</summary>
    public string? SubProtocol => sockets.Value.SubProtocol;

    /// <summary>Whether permessage-deflate is agreed on when it is offered.</summary>
    public bool IsCompressionOn => sockets.Value.Compression;

    /// <summary>Whether sessions and events may use a service.</summary>
    public bool IsService(string name) => _services.ContainsKey(name);

    /// <summary>A service's name in UTF-8; shared.</summary>
    public byte[] ServiceBytes(string name) => _services.GetValueOrDefault(name) ?? Encoding.UTF8.GetBytes(name);

    /// <summary>The client's address, behind a trusted proxy the forwarded one.</summary>
    public IPAddress? ClientOf(EndPoint? remote, IHeaderDictionary? headers) =>
        ClientAddress.Of(remote, headers?[ClientAddress.Header] ?? StringValues.Empty, access.CurrentValue.TrustedProxies);

    /// <summary>Whether an address is let in.</summary>
    public bool IsListed(IPAddress? client) => access.CurrentValue.ExternalApi.Contains(client);
}

using System.Net;

namespace EventPlatform.Gateway.ExternalApi.Policy;

/// <summary>Who may connect, <c>Access:ExternalApi</c>, and whom a trusted proxy speaks for.</summary>
internal interface IClientAddresses
{
    /// <summary>The client's address: the forwarded one when the peer is a trusted proxy. Null when there is no address.</summary>
    IPAddress? ClientOf(EndPoint? peer, IHeaderDictionary? headers);

    bool IsListed(IPAddress? client);
}

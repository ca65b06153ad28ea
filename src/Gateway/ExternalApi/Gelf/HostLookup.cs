using System.Net;

namespace EventPlatform.Gateway.ExternalApi.Gelf;

/// <summary>The addresses of a host, best first; an address is its own.</summary>
/// <exception cref="System.Net.Sockets.SocketException">It has none, or could not be looked up.</exception>
internal delegate Task<IPAddress[]> HostLookup(string host, CancellationToken cancellationToken);

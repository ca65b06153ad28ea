using System.Net;
using Microsoft.AspNetCore.Connections;

namespace EventPlatform.Gateway.Transport;

/// <summary>A front end that speaks lines over TCP: one message per line, LF or CRLF in, LF out.</summary>
internal interface ILineEndpoint
{
    /// <summary>Whether connections from an address may be let in at all; asked before TLS, so that a stranger gets no handshake.</summary>
    bool IsListed(EndPoint? remote);

    /// <summary>Whether a connection is let in, by its address and listener.</summary>
    /// <returns>Its bounds; null closes it without a byte.</returns>
    MessageConnectionOptions? Admit(ConnectionContext connection);

    /// <summary>This task is the connection. When it ends, what is queued is sent and the connection is closed.</summary>
    Task Run(MessageConnection connection);
}

using System.IO.Pipelines;
using System.Net;
using EventPlatform.Gateway.Transport.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace EventPlatform.Gateway.Transport;

/// <summary>
/// A connection that Kestrel accepted. Over <see cref="SocketTransport"/> and without TLS it is written past Kestrel: a flush means that
/// the system has the bytes, without which no FIN may be sent (Kestrel itself can only end both directions at once).
/// </summary>
internal sealed class KestrelWire(ConnectionContext connection) : IWire
{
    public PipeReader Input { get; } = connection.Transport.Input;

    public PipeWriter Output { get; } = connection.Transport.Output;

    public EndPoint? RemoteEndPoint => connection.RemoteEndPoint;

    public EndPoint? LocalEndPoint => connection.LocalEndPoint;

    public bool IsTls { get; } = connection.IsTls();

    public string Listener => connection.ListenerKey();

    public async ValueTask EndOutput()
    {
        if (Output is SocketOutput output)
        {
            output.EndOutput();
        }
        else if (connection.Features.Get<ISslStreamFeature>()?.SslStream is { } tls)
        {
            // close_notify (RFC 8446 6.1) is TLS's end of sending; the FIN follows when the connection is over.
            await tls.ShutdownAsync();
        }
        else
        {
            await Output.CompleteAsync();
        }
    }

    public void Abort() => connection.Abort(new ConnectionAbortedException("The connection was reset by the gateway."));
}

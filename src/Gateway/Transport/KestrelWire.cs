using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace EventPlatform.Gateway.Transport;

/// <summary>
/// A connection that Kestrel accepted. Plain sockets are written directly, past Kestrel's output pipe: it saves a copy and a hop between
/// threads per burst, and only so does a flush mean that the system has the bytes, without which no FIN may be sent
/// (Kestrel itself can only end both directions at once). TLS is written through Kestrel.
/// </summary>
internal sealed class KestrelWire : IWire
{
    private readonly ConnectionContext _connection;

    public KestrelWire(ConnectionContext connection)
    {
        _connection = connection;
        IsTls = connection.IsTls();
        var socket = connection.Features.Get<IConnectionSocketFeature>()?.Socket;
        Output = IsTls || socket is null ? connection.Transport.Output : new SocketOutput(socket);
    }

    public PipeReader Input => _connection.Transport.Input;

    public PipeWriter Output { get; }

    public EndPoint? RemoteEndPoint => _connection.RemoteEndPoint;

    public EndPoint? LocalEndPoint => _connection.LocalEndPoint;

    public bool IsTls { get; }

    public string Listener => _connection.ListenerKey();

    public async ValueTask EndOutput()
    {
        if (Output is SocketOutput output)
        {
            output.Socket.Shutdown(SocketShutdown.Send);
        }
        else if (_connection.Features.Get<ISslStreamFeature>()?.SslStream is { } tls)
        {
            // close_notify (RFC 8446 6.1) is TLS's end of sending; the FIN follows when the connection is over.
            await tls.ShutdownAsync();
        }
        else
        {
            await Output.CompleteAsync();
        }
    }

    public void Abort() => _connection.Abort(new ConnectionAbortedException("The connection was reset by the gateway."));
}

using System.IO.Pipelines;
using System.Net;
using EventPlatform.Gateway.Transport.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace EventPlatform.Gateway.Transport;

/// <summary>
/// A connection that Kestrel accepted. Without TLS it is written to the socket, be the transport ours or Kestrel's own: it saves a copy and
/// a hop between threads per burst, and only so does a flush mean that the system has the bytes, without which no FIN may be sent (Kestrel
/// itself can only end both directions at once).
/// </summary>
internal sealed class KestrelWire : IWire
{
    private readonly ConnectionContext _connection;

    public KestrelWire(ConnectionContext connection)
    {
        _connection = connection;
        IsTls = connection.IsTls();
        Input = connection.Transport.Input;
        Output = connection.Transport.Output;
        if (!IsTls && Output is not SocketOutput && connection.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            Output = new SocketOutput(socket);
        }

        (connection as SocketConnection)?.StopWatching();
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    public EndPoint? RemoteEndPoint => _connection.RemoteEndPoint;

    public EndPoint? LocalEndPoint => _connection.LocalEndPoint;

    public bool IsTls { get; }

    public string Listener => _connection.ListenerKey();

    public async ValueTask EndOutput()
    {
        if (Output is SocketOutput output)
        {
            output.EndOutput();
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

    /// <summary>Not with TLS, which ends with Kestrel's task.</summary>
    public bool TryTakeOver()
    {
        if (IsTls || _connection is not SocketConnection connection)
        {
            return false;
        }

        connection.TakeOver();
        return true;
    }

    public ValueTask Release() => ((SocketConnection)_connection).Finish();
}

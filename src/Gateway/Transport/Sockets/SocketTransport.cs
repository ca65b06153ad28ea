using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace EventPlatform.Gateway.Transport.Sockets;

/// <summary>
/// TCP under Kestrel for listeners of messages (<see cref="MessageEndPoint"/>), in place of Kestrel's own: a connection reads straight from
/// its socket and writes straight to it. Nothing is pumped through pipes, and no buffer is held while nothing comes.
/// </summary>
/// <param name="bind">Makes the bound socket of an address.</param>
/// <param name="backlog">Connections that may wait to be accepted; the system may allow less.</param>
/// <param name="buffers">Memory for bytes under way.</param>
/// <param name="pools">Memory for what Kestrel puts over the transport.</param>
/// <param name="clock">Of pauses.</param>
/// <param name="logger">For what keeps connections from being accepted.</param>
internal sealed class SocketTransport(
    Func<EndPoint, Socket> bind,
    int backlog,
    ArrayPool<byte> buffers,
    IMemoryPoolFactory<byte> pools,
    TimeProvider clock,
    ILogger<SocketTransport> logger) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) => endpoint is MessageEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = bind(endpoint);
        try
        {
            socket.Listen(backlog);
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }

        return new(new SocketListener(socket, pools.Create(), buffers, clock, logger));
    }
}

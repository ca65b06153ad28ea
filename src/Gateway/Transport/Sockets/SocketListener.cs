using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace EventPlatform.Gateway.Transport.Sockets;

/// <summary>Accepts the connections of one address. No error of a single one ends it.</summary>
/// <param name="socket">Bound and listening; the listener's own.</param>
/// <param name="pool">For what Kestrel puts over the transport; the listener's own.</param>
/// <param name="buffers">For bytes under way.</param>
/// <param name="clock">Of pauses.</param>
/// <param name="logger">Of the transport.</param>
internal sealed partial class SocketListener(
    Socket socket, MemoryPool<byte> pool, ArrayPool<byte> buffers, TimeProvider clock, ILogger logger) : IConnectionListener
{
    /// <summary>How long nothing is accepted after an error that is not of one connection: to try again at once would burn time.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    private bool _isResting;

    public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

    /// <returns>null: the listener is closed.</returns>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                var accepted = await socket.AcceptAsync(cancellationToken);
                _isResting = false;
                if (Open(accepted) is { } connection)
                {
                    return connection;
                }
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.OperationAborted)
            {
                return null;
            }
            catch (SocketException exception)
            {
                await Pause(exception.SocketErrorCode, cancellationToken);
            }
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        socket.Dispose();
        return default;
    }

    /// <summary>Called when Kestrel has no connection left; those that were taken over need nothing of this.</summary>
    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        pool.Dispose();
        return default;
    }

    /// <returns>null: the peer has gone already.</returns>
    private SocketConnection? Open(Socket accepted)
    {
        try
        {
            return new SocketConnection(accepted, pool, buffers);
        }
        catch (SocketException)
        {
            accepted.Dispose();
            return null;
        }
    }

    /// <summary>A connection that was reset while it waited costs nothing; other errors last, as the lack of room does.</summary>
    private async Task Pause(SocketError error, CancellationToken cancellationToken)
    {
        if (error is SocketError.ConnectionReset or SocketError.ConnectionAborted)
        {
            return;
        }

        if (!_isResting)
        {
            _isResting = true;
            LogResting(EndPoint, error);
        }

        await Task.Delay(Rest, clock, cancellationToken);
    }
}

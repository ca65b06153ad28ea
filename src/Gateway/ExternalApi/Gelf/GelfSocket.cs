using System.Net;
using System.Net.Sockets;

namespace EventPlatform.Gateway.ExternalApi.Gelf;

/// <summary>
/// A UDP socket towards one receiver at a time. It is connected, or it would never be told that nobody listens there (RFC 1122, 4.1.3.3).
/// </summary>
internal sealed class GelfSocket : IDisposable
{
    private Socket? _socket;
    private IPEndPoint? _receiver;

    /// <summary>Whether an earlier message came where nobody listens; says so once.</summary>
    public bool TakeRefusal() =>
        _socket?.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is int and not (int)SocketError.Success;

    /// <summary>Hands the datagrams to the system, in order.</summary>
    /// <exception cref="SocketException">One was not taken; the socket is closed then.</exception>
    public async ValueTask Send(
        IPEndPoint receiver, IReadOnlyList<ReadOnlyMemory<byte>> datagrams, CancellationToken cancellationToken)
    {
        try
        {
            var socket = Connect(receiver);
            foreach (var datagram in datagrams)
            {
                await socket.SendAsync(datagram, cancellationToken);
            }
        }
        catch (SocketException)
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Closes the socket; the next message opens one again.</summary>
    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private Socket Connect(IPEndPoint receiver)
    {
        if (_socket is { } open && receiver.Equals(_receiver))
        {
            return open;
        }

        Dispose();
        _receiver = receiver;
        _socket = new Socket(receiver.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _socket.Connect(receiver);
        return _socket;
    }
}

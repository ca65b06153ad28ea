using System.Net;
using System.Net.Sockets;

namespace EventPlatform.Fuzz.Net;

/// <summary>A bare socket to the gateway. What it sends is noted; that the gateway closes is no error here.</summary>
internal sealed class Peer : IDisposable
{
    /// <summary>What <see cref="Receive"/> gives when the connection was reset.</summary>
    public const int WasReset = -1;

    private readonly Socket _socket;
    private readonly FuzzContext _context;
    private readonly string _name;
    private bool _isReset;

    private Peer(Socket socket, FuzzContext context, string name)
    {
        _socket = socket;
        _context = context;
        _name = name;
    }

    /// <exception cref="SocketException">Nobody listens: the gateway is gone.</exception>
    public static async Task<Peer> Connect(FuzzContext context, int port, string name, int receiveBytes = 0)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (receiveBytes > 0)
            {
                socket.ReceiveBufferSize = receiveBytes;
            }

            await socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(context.Ports.Host), port), context.Cancel);
            context.Counts.Add("connections");
            context.Journal.Add($"connect {name}");
            return new Peer(socket, context, name);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends bytes as they are.</summary>
    /// <returns>False: the connection is gone, or the gateway does not read.</returns>
    public async Task<bool> Send(ReadOnlyMemory<byte> bytes)
    {
        _context.Journal.Add(_name, bytes.Span);
        return await SendUnnoted(bytes);
    }

    /// <summary>As <see cref="Send"/>, in pieces of random lengths.</summary>
    public Task<bool> SendPieces(ReadOnlyMemory<byte> bytes)
    {
        _context.Journal.Add(_name, bytes.Span);
        return SendPiecesUnnoted(bytes);
    }

    /// <summary>As <see cref="SendPieces"/>; somebody else has noted it.</summary>
    public async Task<bool> SendPiecesUnnoted(ReadOnlyMemory<byte> bytes)
    {
        var random = _context.Random;
        while (!bytes.IsEmpty)
        {
            var length = Math.Min(bytes.Length, random.Next(3) switch { 0 => 1, 1 => random.Next(1, 40), _ => random.Next(1, 20_000) });
            if (!await SendUnnoted(bytes[..length]))
            {
                return false;
            }

            bytes = bytes[length..];
            if (random.Next(3) == 0)
            {
                // Lets the gateway read up to here.
                await Task.Yield();
            }
        }

        return true;
    }

    /// <summary>Waits for bytes.</summary>
    /// <returns>How many came; 0: the gateway has ended its side.</returns>
    public async ValueTask<int> Receive(Memory<byte> into)
    {
        try
        {
            return await _socket.ReceiveAsync(into, SocketFlags.None, _context.Cancel);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return WasReset;
        }
    }

    /// <summary>Ends the sending side (FIN).</summary>
    public void EndSending()
    {
        _context.Journal.Add($"{_name} FIN");
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is over already.
        }
    }

    /// <summary>Resets the connection (RST).</summary>
    public void Reset()
    {
        _context.Journal.Add($"{_name} RST");
        Dispose();
    }

    /// <summary>Ends it by a reset, so that no port of this machine stays taken.</summary>
    public void Dispose()
    {
        if (_isReset)
        {
            return;
        }

        _isReset = true;
        try
        {
            _socket.LingerState = new LingerOption(true, 0);
        }
        catch (SocketException)
        {
            // The system has closed it.
        }

        _socket.Dispose();
    }

    /// <summary>As <see cref="Send"/>; somebody else has noted it.</summary>
    public async Task<bool> SendUnnoted(ReadOnlyMemory<byte> bytes)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_context.Cancel);
        limit.CancelAfter(FuzzContext.Patience);
        try
        {
            while (!bytes.IsEmpty)
            {
                bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None, limit.Token)..];
            }

            return true;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!_context.Cancel.IsCancellationRequested)
        {
            return false;
        }
    }
}

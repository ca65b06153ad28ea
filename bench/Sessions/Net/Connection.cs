using System.Buffers;

namespace EventPlatform.Bench.Sessions.Net;

/// <summary>
/// The client's end of a connection: a socket, the WebSocket handshake and frames or lines. It allocates nothing while messages come
/// whole, so thousands cost little. May be opened again after it ended.
/// </summary>
internal sealed partial class Connection(EventLoop loop, ServerAddress server, IConnectionOwner owner)
{
    private const int Closed = -1;

    private State _state;
    private int _socket = Closed;
    private int _opening;
    private int _closeCode;
    private bool _isDeaf;

    /// <summary>What the socket did not take.</summary>
    private byte[] _unsent = [];

    /// <summary>Messages that are to be sent in one write; most connections never have any.</summary>
    private ArrayBufferWriter<byte>? _added;

    private enum State
    {
        Ended,
        Connecting,
        Upgrading,
        Open,

        /// <summary>Our close, or end of output, is sent: the server ends the connection.</summary>
        Closing,
    }

    public int LocalPort => Posix.LocalPort(_socket);

    /// <summary>Reads that brought something, from the first opening on.</summary>
    public long ReadCount { get; private set; }

    /// <summary>Pings of the server, likewise.</summary>
    public int PingCount { get; private set; }

    /// <summary>Begins to connect; the owner is told how it went.</summary>
    /// <param name="number">Chooses the local address.</param>
    public void Open(int number)
    {
        _opening++;
        _closeCode = 0;
        _held.Clear();
        _unsent = [];
        _state = State.Connecting;
        _socket = Posix.NewSocket();
        Posix.BindAddress(_socket, server.Source(number));
        Posix.BeginConnect(_socket, server.Target);
        loop.Watch(_socket, this);
    }

    /// <summary>Sends what is in the loop's buffer.</summary>
    public void Send() => Write(loop.Output.Framed(server.Framing));

    /// <summary>Keeps what is in the loop's buffer for <see cref="SendAdded"/>.</summary>
    public void Add() => (_added ??= new ArrayBufferWriter<byte>()).Write(loop.Output.Framed(server.Framing));

    /// <summary>Sends all that was added, in one write.</summary>
    public void SendAdded()
    {
        if (_added is { WrittenCount: > 0 })
        {
            Write(_added.WrittenSpan);
            _added.ResetWrittenCount();
        }
    }

    /// <summary>Ends the connection in an orderly way: the owner is told when the server has agreed.</summary>
    public void Close()
    {
        if (_state != State.Open)
        {
            return;
        }

        _state = State.Closing;
        if (server.Framing == Framing.WebSocket)
        {
            WriteClose(ConnectionEnd.Normal);
        }
        else
        {
            Posix.EndOutput(_socket);
        }
    }

    /// <summary>Leaves what comes where it is, so that the peer can send no more once the system's buffers are full.</summary>
    public void StopReading() => _isDeaf = true;

    /// <summary>Drops the connection; the owner is not told.</summary>
    public void Abort()
    {
        if (_state != State.Ended)
        {
            Release();
        }
    }

    internal void Ready(uint events)
    {
        if (_state == State.Connecting)
        {
            if ((events & (Posix.Out | Posix.Error | Posix.HangUp)) == 0)
            {
                return;
            }

            if (Posix.SocketError(_socket) is not 0 and var error)
            {
                End(new ConnectionEnd(ConnectionEnd.Gone, Posix.TextOf(error)));
                return;
            }

            Connected();
        }

        if ((events & Posix.Out) != 0 && _unsent.Length > 0)
        {
            var unsent = _unsent;
            _unsent = [];
            Write(unsent);
        }

        // Unless the end has come, reading less than there is room for means that all is read: more that comes is told again.
        const uint Ending = Posix.ReadHangUp | Posix.HangUp | Posix.Error;
        if ((events & (Posix.In | Ending)) != 0 && !_isDeaf)
        {
            Read(untilEnd: (events & Ending) != 0);
        }
    }

    private void Connected()
    {
        if (server.Framing == Framing.WebSocket)
        {
            _state = State.Upgrading;
            Write(server.Upgrade);
            return;
        }

        _state = State.Open;
        owner.Opened();
    }

    private void WriteClose(int code)
    {
        loop.Output.Start();
        if (code != ConnectionEnd.NoCode)
        {
            loop.Output.Raw([(byte)(code >> 8), (byte)code]);
        }

        Write(loop.Output.Frame(MessageBuffer.CloseOpcode));
    }

    /// <summary>What goes wrong here is seen when reading.</summary>
    private void Write(ReadOnlySpan<byte> bytes)
    {
        var count = _unsent.Length > 0 ? 0 : Math.Max(0, Posix.Send(_socket, bytes));
        if (count < bytes.Length)
        {
            _unsent = [.. _unsent, .. bytes[count..]];
        }
    }

    private ConnectionEnd OrderlyEnd()
    {
        if (!_held.IsEmpty)
        {
            return new ConnectionEnd(ConnectionEnd.Gone, "a message was cut off");
        }

        if (server.Framing != Framing.WebSocket && _state != State.Connecting)
        {
            return new ConnectionEnd(ConnectionEnd.NoCode);
        }

        return _closeCode > 0 ? new ConnectionEnd(_closeCode) : new ConnectionEnd(ConnectionEnd.Gone, "no close frame");
    }

    private int Fail(string detail)
    {
        End(new ConnectionEnd(ConnectionEnd.Gone, detail));
        return 0;
    }

    private void End(ConnectionEnd end)
    {
        Release();
        owner.Ended(end);
    }

    private void Release()
    {
        _state = State.Ended;
        loop.Unwatch(_socket);
        _ = Posix.Close(_socket);
        _socket = Closed;
    }
}

using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace EventPlatform.Gateway.Transport.Sockets;

/// <summary>
/// A TCP connection as Kestrel knows them. It ends in one of two ways: in order, by being disposed of, with all that was flushed sent and a
/// FIN; or broken, by an error or <see cref="Abort(ConnectionAbortedException)"/>, with a reset.
/// </summary>
internal sealed partial class SocketConnection : ConnectionContext, IDuplexPipe
{
    private static long _lastId;

    private readonly SocketInput _input;
    private readonly SocketOutput _output;
    private readonly MemoryPool<byte> _pool;
    private CancellationTokenSource? _closed;
    private Exception? _end;
    private bool _isClosed;
    private bool _isTakenOver;

    /// <param name="socket">The connection's own from here on.</param>
    /// <param name="pool">For what Kestrel puts over the transport.</param>
    /// <param name="buffers">For bytes under way.</param>
    /// <exception cref="SocketException">The peer has gone.</exception>
    public SocketConnection(Socket socket, MemoryPool<byte> pool, ArrayPool<byte> buffers)
    {
        Socket = socket;
        Buffers = buffers;
        _pool = pool;
        socket.NoDelay = true;
        RemoteEndPoint = socket.RemoteEndPoint;
        _output = new SocketOutput(socket, this);
        _input = new SocketInput(this);
        Transport = this;
    }

    public Socket Socket { get; }

    public override IDuplexPipe Transport { get; set; }

    public PipeReader Input => _input;

    public PipeWriter Output => _output;

    /// <summary>Counted through the process.</summary>
    public override string ConnectionId
    {
        get => field ??= Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
        set;
    }

    public override EndPoint? LocalEndPoint
    {
        get => base.LocalEndPoint ??= AskLocalEndPoint();
        set => base.LocalEndPoint = value;
    }

    /// <summary>
    /// Cancelled when the peer has ended its side, as Kestrel has it, or when the connection is over. An end behind bytes is known when
    /// they are read, a reset perhaps not before. While nobody asks for it, nobody looks.
    /// </summary>
    public override CancellationToken ConnectionClosed
    {
        get
        {
            if (Volatile.Read(ref _closed) is { } closed)
            {
                return closed.Token;
            }

            var created = new CancellationTokenSource();
            closed = Interlocked.CompareExchange(ref _closed, created, null) ?? created;
            if (Volatile.Read(ref _isClosed))
            {
                _ = closed.CancelAsync();
            }
            else
            {
                _input.Watch();
            }

            return closed.Token;
        }

        set => throw new NotSupportedException("It is the connection's to say.");
    }

    internal ArrayPool<byte> Buffers { get; }

    /// <summary>Why nothing can be read or sent any more; null while it can.</summary>
    internal Exception? End => Volatile.Read(ref _end);

    /// <summary>Resets the connection. From any thread, any number of times.</summary>
    /// <param name="abortReason">Null, as Kestrel has it when the client has ended its side: with a FIN, not a reset.</param>
    public override void Abort(ConnectionAbortedException? abortReason)
    {
        if (abortReason is null)
        {
            EndInOrder();
        }
        else
        {
            Break(abortReason);
        }
    }

    /// <summary>As <see cref="Finish"/>, unless the connection was taken over.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (_isTakenOver)
        {
            ForgetKestrel();
        }
        else
        {
            await Finish();
        }

        await base.DisposeAsync();
    }

    /// <summary>
    /// From here on <see cref="Finish"/> ends the connection, and Kestrel's disposal of it does not. Kestrel keeps something for each
    /// connection that it has and looks at it once a second: a tenth of an idle one's memory, a twentieth of its CPU time.
    /// </summary>
    internal void TakeOver() => _isTakenOver = true;

    /// <summary>
    /// Ends in order what is not broken. What was written and not flushed is not sent. The output's memory is its writer's to give back,
    /// who may be at it still if the connection was aborted.
    /// </summary>
    internal async ValueTask Finish()
    {
        try
        {
            _input.Complete();
            if (_output.Unsent is { } unsent)
            {
                await unsent;
            }
        }
        finally
        {
            EndInOrder();
            _input.Dispose();
        }
    }

    /// <summary>The socket failed; or is made to.</summary>
    internal void Break(Exception reason)
    {
        if (TryEnd(reason))
        {
            // Without time to linger the system sends a reset.
            Socket.Close(timeout: 0);
        }

        TellClosed();
    }

    /// <summary>The socket failed.</summary>
    internal void Break(SocketError error) => Break(new ConnectionResetException($"The connection is lost: {error}."));

    /// <summary>Nothing more comes in. What listens to the token is run by the thread pool; what it throws is its own affair.</summary>
    internal void TellClosed()
    {
        if (!Interlocked.Exchange(ref _isClosed, true))
        {
            _ = Volatile.Read(ref _closed)?.CancelAsync();
        }
    }

    /// <summary>From here on it is always read, which finds its end; <see cref="ConnectionClosed"/> tells it then.</summary>
    internal void StopWatching() => _input.Unwatch();

    private void EndInOrder()
    {
        if (TryEnd(new ConnectionAbortedException("The connection has ended.")))
        {
            try
            {
                Socket.Shutdown(SocketShutdown.Both);
            }
            catch (SocketException)
            {
                // The peer has reset it.
            }

            Socket.Dispose();
        }

        TellClosed();
    }

    private bool TryEnd(Exception reason) => Interlocked.CompareExchange(ref _end, reason, null) is null;

    private EndPoint? AskLocalEndPoint()
    {
        try
        {
            return Socket.LocalEndPoint;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }
}

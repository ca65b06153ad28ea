using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;

namespace EventPlatform.Gateway.Transport.Sockets;

/// <summary>
/// Writes to a socket: a flush is one system call while the socket takes all, and holds memory only between the first write and the end
/// of the flush. That a flush has ended means that the system has the bytes.
/// </summary>
internal sealed class SocketOutput : PipeWriter
{
    private const int BytesMin = 4_096;

    private readonly SocketConnection? _connection;
    private volatile bool _isGone;

    private byte[]? _buffer;
    private int _length;
    private bool _isCompleted;
    private bool _isCancelRequested;

    /// <summary>What the system did not take at once; null: there was nothing of that kind lately.</summary>
    private PendingSend? _pending;

    /// <param name="socket">Somebody else's, who may dispose of it at any time.</param>
    /// <param name="connection">Is told when the socket fails; null: whoever reads the socket finds it out.</param>
    public SocketOutput(Socket socket, SocketConnection? connection = null)
    {
        Socket = socket;
        _connection = connection;
        Buffers = connection?.Buffers ?? ArrayPool<byte>.Shared;

        // What the system can't do at once must come back instead of blocking a thread; asynchronous calls are not affected.
        socket.Blocking = false;
    }

    public Socket Socket { get; }

    internal ArrayPool<byte> Buffers { get; }

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _length;

    /// <summary>Ends when all that was flushed is sent, or can't be; null: that is so.</summary>
    public Task? Unsent => _pending?.Completion;

    /// <summary>Whether nothing can be sent any more.</summary>
    internal bool IsGone => _isGone || _connection?.End is not null;

    /// <summary>Whether nothing waits before what comes next. Who writes may send that past this writer.</summary>
    internal bool MaySendNow => !IsOver && _length == 0 && _pending is not { IsOver: false };

    private bool IsOver => _isCompleted || IsGone;

    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bytes, (uint)((_buffer?.Length ?? 0) - _length), nameof(bytes));
        _length += bytes;
    }

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsMemory(_length);
    }

    public override Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsSpan(_length);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<FlushResult>(cancellationToken);
        }

        if (_pending is { IsOver: true })
        {
            _pending = null;
        }

        if (_pending is null && TrySend())
        {
            return new(new FlushResult(TakeCancel(), IsOver));
        }

        var flush = FlushLater();
        PassCancel();
        return cancellationToken.CanBeCanceled && !flush.IsCompleted ? WaitFor(flush, _pending!, cancellationToken) : flush;
    }

    /// <summary>Bytes that are written and flushed at once are sent from where they are.</summary>
    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        if (!cancellationToken.IsCancellationRequested)
        {
            Send(source.Span);
        }

        return FlushAsync(cancellationToken);
    }

    /// <summary>
    /// Sends at once what the system takes, without a copy; the rest waits for the flush, which also tells if the socket is gone.
    /// </summary>
    /// <param name="bytes">What comes next.</param>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        if (IsOver)
        {
            return;
        }

        if (MaySendNow)
        {
            bytes = bytes[SendSome(bytes)..];
        }

        if (!bytes.IsEmpty)
        {
            this.Write(bytes);
        }
    }

    /// <summary>
    /// Keeps what somebody else's send has left of what comes next; the flush sends it, or tells that the socket is gone.
    /// </summary>
    internal void WriteRest(ReadOnlySpan<byte> rest)
    {
        if (!rest.IsEmpty && !IsOver)
        {
            this.Write(rest);
        }
    }

    /// <summary>Ends sending while input stays open (FIN). All must be flushed.</summary>
    /// <exception cref="SocketException">The socket is gone.</exception>
    /// <exception cref="ObjectDisposedException">The same.</exception>
    public void EndOutput() => Socket.Shutdown(SocketShutdown.Send);

    /// <summary>Ends the flush that waits, or else the next; what it was to send is still sent.</summary>
    public override void CancelPendingFlush()
    {
        Interlocked.Exchange(ref _isCancelRequested, true);
        PassCancel();
    }

    /// <summary>What is not flushed is sent, unless it is for an error.</summary>
    public override void Complete(Exception? exception = null)
    {
        if (!_isCompleted && exception is null && _length > 0 && (_pending is { IsOver: false } || !TrySend()))
        {
            SendLater();
        }

        _isCompleted = true;
        Release();
    }

    /// <summary>A send, or the system, says that the socket is gone.</summary>
    internal void Fail(SocketError error)
    {
        _isGone = true;
        _connection?.Break(error);
    }

    /// <summary>Ends the flush, and what waits for it, when the system has taken all.</summary>
    private ValueTask<FlushResult> FlushLater()
    {
        while (true)
        {
            if (_pending?.TryFlush(_buffer.AsSpan(0, _length)) is { } flush)
            {
                Release();
                return flush;
            }

            Renew();
        }
    }

    /// <summary>The same, for a flush that nobody waits for.</summary>
    private void SendLater()
    {
        while (_pending?.TrySend(_buffer.AsSpan(0, _length)) is not true)
        {
            Renew();
        }
    }

    /// <summary>What was under way has ended, or there was nothing.</summary>
    private void Renew() => Interlocked.Exchange(ref _pending, new PendingSend(this));

    private static async ValueTask<FlushResult> WaitFor(
        ValueTask<FlushResult> flush, PendingSend pending, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(static pending => ((PendingSend)pending!).TryCancel(), pending);
        var result = await flush;
        if (result.IsCanceled)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return result;
    }

    /// <summary>Lets what is wanted to end reach the flush that waits; if none does, it stays for the next.</summary>
    private void PassCancel()
    {
        if (Volatile.Read(ref _pending) is { } pending && TakeCancel() && !pending.TryCancel())
        {
            Interlocked.Exchange(ref _isCancelRequested, true);
        }
    }

    private bool TakeCancel() => Volatile.Read(ref _isCancelRequested) && Interlocked.Exchange(ref _isCancelRequested, false);

    /// <summary>Sends what was written, as far as the system takes it at once.</summary>
    /// <returns>False: some is left.</returns>
    private bool TrySend()
    {
        if (_length > 0 && !IsOver)
        {
            var sent = SendSome(_buffer.AsSpan(0, _length));
            if (sent < _length)
            {
                _buffer.AsSpan(sent, _length - sent).CopyTo(_buffer);
                _length -= sent;
                return false;
            }
        }

        Release();
        return true;
    }

    /// <returns>How many bytes need not be sent any more; all if the socket is gone.</returns>
    private int SendSome(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var sent = Socket.Send(bytes, SocketFlags.None, out var error);
            if (error is SocketError.Success or SocketError.WouldBlock)
            {
                return Math.Max(0, sent);
            }

            Fail(error);
        }
        catch (ObjectDisposedException)
        {
            Fail(SocketError.OperationAborted);
        }

        return bytes.Length;
    }

    private void Reserve(int sizeHint)
    {
        if (_isCompleted)
        {
            throw new InvalidOperationException("Writing is over.");
        }

        var needed = _length + Math.Max(1, sizeHint);
        if (_buffer is null)
        {
            _buffer = Buffers.Rent(Math.Max(BytesMin, needed));
        }
        else if (_buffer.Length < needed)
        {
            var larger = Buffers.Rent(Math.Max(_buffer.Length * 2, needed));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            Buffers.Return(_buffer);
            _buffer = larger;
        }
    }

    private void Release()
    {
        if (_buffer is { } buffer)
        {
            Buffers.Return(buffer);
        }

        _buffer = null;
        _length = 0;
    }
}

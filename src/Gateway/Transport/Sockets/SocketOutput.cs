using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;

namespace EventPlatform.Gateway.Transport.Sockets;

/// <summary>
/// Writes to a socket: a flush is one system call while the socket takes all, and holds memory only between the first write and the end
/// of the flush. That a flush has ended means that the system has the bytes.
/// </summary>
internal sealed class SocketOutput(SocketConnection connection) : PipeWriter
{
    private const int BytesMin = 4_096;

    private byte[]? _buffer;
    private int _length;
    private bool _isCompleted;
    private bool _isCancelRequested;

    /// <summary>What the system did not take at once; null: there was nothing of that kind lately.</summary>
    private PendingSend? _pending;

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _length;

    /// <summary>Ends when all that was flushed is sent, or can't be; null: that is so.</summary>
    public Task? Unsent => _pending?.Completion;

    private bool IsOver => _isCompleted || connection.End is not null;

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
        if (TakeCancel())
        {
            _pending!.TryCancel();
        }

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
        if (!IsOver)
        {
            this.Write(_length == 0 && _pending is not { IsOver: false } ? bytes[SendSome(bytes)..] : bytes);
        }
    }

    /// <summary>Ends sending while input stays open (FIN). All must be flushed.</summary>
    /// <exception cref="SocketException">The socket is gone.</exception>
    /// <exception cref="ObjectDisposedException">The same.</exception>
    public void EndOutput() => connection.Socket.Shutdown(SocketShutdown.Send);

    /// <summary>Ends the flush that waits, or else the next; what it was to send is still sent.</summary>
    public override void CancelPendingFlush()
    {
        Interlocked.Exchange(ref _isCancelRequested, true);
        if (Volatile.Read(ref _pending) is { } pending && TakeCancel() && !pending.TryCancel())
        {
            Interlocked.Exchange(ref _isCancelRequested, true);
        }
    }

    /// <summary>What is not flushed is sent, unless it is for an error.</summary>
    public override void Complete(Exception? exception = null)
    {
        if (!_isCompleted && exception is null && _length > 0 && (_pending is { IsOver: false } || !TrySend()))
        {
            _ = FlushLater().AsTask();
        }

        _isCompleted = true;
        Release();
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

            // What was under way has ended, or there was nothing.
            Interlocked.Exchange(ref _pending, new PendingSend(connection));
        }
    }

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
            var sent = connection.Socket.Send(bytes, SocketFlags.None, out var error);
            if (error is SocketError.Success or SocketError.WouldBlock)
            {
                return Math.Max(0, sent);
            }

            connection.Break(error);
        }
        catch (ObjectDisposedException)
        {
            // The connection has ended meanwhile, and knows why.
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
            _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(BytesMin, needed));
        }
        else if (_buffer.Length < needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, needed));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
    }

    private void Release()
    {
        if (_buffer is { } buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        _buffer = null;
        _length = 0;
    }
}

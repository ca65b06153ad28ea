using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;

namespace EventPlatform.Gateway.Transport;

/// <summary>
/// Writes to a socket: a flush is one system call while the socket takes all, and holds memory only between the first write and the end
/// of the flush. The socket's reads stay with Kestrel.
/// </summary>
internal sealed class SocketOutput : PipeWriter
{
    private const int BytesMin = 4_096;

    private byte[]? _buffer;
    private int _length;
    private bool _isCompleted;

    public SocketOutput(Socket socket)
    {
        Socket = socket;

        // A send that the system can't take at once must come back instead of blocking a thread; asynchronous calls are not affected.
        socket.Blocking = false;
    }

    public Socket Socket { get; }

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _length;

    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, (_buffer?.Length ?? 0) - _length);
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
        if (_isCompleted || _length == 0)
        {
            return new(new FlushResult(isCanceled: false, _isCompleted));
        }

        if (!TrySend(_buffer.AsSpan(0, _length), out var sent))
        {
            return new(Fail());
        }

        if (sent < _length)
        {
            return SendRest(sent, cancellationToken);
        }

        Release();
        return new(default(FlushResult));
    }

    /// <summary>
    /// Sends at once what the system takes, without a copy; the rest waits for the flush, which also tells if the socket is gone.
    /// </summary>
    /// <param name="bytes">What comes next; nothing may be unflushed.</param>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        if (_isCompleted)
        {
            return;
        }

        if (!TrySend(bytes, out var sent))
        {
            Fail();
        }
        else if (sent < bytes.Length)
        {
            this.Write(bytes[sent..]);
        }
    }

    public override void CancelPendingFlush() => throw new NotSupportedException("A send ends when the connection is aborted.");

    public override void Complete(Exception? exception = null)
    {
        _isCompleted = true;
        Release();
    }

    /// <summary>Sends what the system takes at once.</summary>
    /// <returns>False: the socket is gone.</returns>
    private bool TrySend(ReadOnlySpan<byte> bytes, out int sent)
    {
        try
        {
            sent = Math.Max(0, Socket.Send(bytes, SocketFlags.None, out var error));
            return error is SocketError.Success or SocketError.WouldBlock;
        }
        catch (ObjectDisposedException)
        {
            sent = 0;
            return false;
        }
    }

    private async ValueTask<FlushResult> SendRest(int sent, CancellationToken cancellationToken)
    {
        try
        {
            while (sent < _length)
            {
                sent += await Socket.SendAsync(_buffer.AsMemory(sent, _length - sent), cancellationToken);
            }

            Release();
            return default;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return Fail();
        }
    }

    private FlushResult Fail()
    {
        _isCompleted = true;
        Release();
        return new FlushResult(isCanceled: false, isCompleted: true);
    }

    private void Reserve(int sizeHint)
    {
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

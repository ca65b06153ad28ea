using System.Buffers;
using System.Net.Sockets;

namespace EventPlatform.Gateway.Transport.Sockets;

/// <summary>Looking out for the end of input while nobody reads.</summary>
internal sealed partial class SocketInput
{
    /// <summary>Most bytes that are held for a reader that does not read, but for the last piece.</summary>
    private const int AheadBytesMax = 16_384;

    /// <summary>Memory for a piece of them.</summary>
    private const int AheadBytes = 4_096;

    private Ahead? _ahead;

    /// <summary>From here on the end of input is told to the connection although nobody reads. From any thread.</summary>
    public void Watch()
    {
        Interlocked.Or(ref _flags, Watched);
        WatchOn();
    }

    /// <summary>Nobody wants to be told any more.</summary>
    public void Unwatch() => Interlocked.And(ref _flags, ~Watched);

    /// <summary>Looks out for the end, if that is wanted and not done.</summary>
    private void WatchOn()
    {
        while (true)
        {
            var flags = _flags;
            if ((flags & (Watched | Armed)) != Watched || _isEnded || _connection.End is not null)
            {
                return;
            }

            if (Interlocked.CompareExchange(ref _flags, flags | Armed, flags) == flags)
            {
                if (!_readiness.TryBegin())
                {
                    OnReady(isElsewhere: true);
                }

                return;
            }
        }
    }

    /// <summary>Takes what nobody waits for, as the end may be behind it: a client of TLS says goodbye before it ends its side.</summary>
    /// <returns>False: it was the end, which the connection is told, or more than may be held.</returns>
    private bool TryLookAhead()
    {
        var before = Interlocked.Exchange(ref _ahead, null);
        var length = before?.Length ?? 0;
        if (length >= AheadBytesMax || _connection.End is not null)
        {
            Volatile.Write(ref _ahead, before);
            return false;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(length + AheadBytes);
        var (received, error) = Receive(bytes.AsSpan(length), SocketFlags.None);
        if (received > 0)
        {
            before?.Bytes.AsSpan(0, length).CopyTo(bytes);
            Interlocked.Exchange(ref _ahead, new Ahead(bytes, length + received));
            bytes = before?.Bytes;
        }
        else
        {
            Interlocked.Exchange(ref _ahead, before);
        }

        if (bytes is not null)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }

        if (error == SocketError.Success && received == 0)
        {
            _connection.TellClosed();
        }
        else if (error is not (SocketError.Success or SocketError.WouldBlock))
        {
            _connection.Break(error);
        }

        return received > 0 || error == SocketError.WouldBlock;
    }

    /// <summary>Takes over what was read ahead.</summary>
    private bool TryTakeAhead()
    {
        if (Volatile.Read(ref _ahead) is null || Interlocked.Exchange(ref _ahead, null) is not { } ahead)
        {
            return false;
        }

        if (_buffer is null)
        {
            (_buffer, _end) = (ahead.Bytes, ahead.Length);
            return true;
        }

        if (_buffer.Length - _end < ahead.Length)
        {
            MoveTo(_end - _start + ahead.Length);
        }

        ahead.Bytes.AsSpan(0, ahead.Length).CopyTo(_buffer.AsSpan(_end));
        _end += ahead.Length;
        ArrayPool<byte>.Shared.Return(ahead.Bytes);
        return true;
    }

    /// <summary>Bytes that came while nobody read; never changed.</summary>
    private sealed record Ahead(byte[] Bytes, int Length);
}

using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;

namespace EventPlatform.Gateway.Transport.Sockets;

/// <summary>
/// Reads from a socket when it is read, and not before: what nobody reads stays with the system, whose window then fills. While it waits
/// it holds no memory but for bytes that were left unread. Who awaits a read goes on at the thread that took the bytes.
/// </summary>
internal sealed partial class SocketInput : PipeReader, IDisposable
{
    /// <summary>Memory for a read, unless a longer message is under way: at most so much comes in one read then.</summary>
    private const int ReadBytes = 16_384;

    /// <summary>The same, once a read has got all it had room for: in pieces a burst costs a tenth more.</summary>
    private const int BurstReadBytes = 32_768;

    /// <summary>Most bytes that come in one read.</summary>
    private const int ReadBytesMax = 65_536;

    /// <summary>With less room than this behind unread bytes, more is made.</summary>
    private const int RoomBytesMin = 2_048;

    /// <summary>Unread bytes of which there are fewer than an eighth of their buffer wait in a smaller one.</summary>
    private const int WasteFactor = 8;

    private readonly SocketConnection _connection;

    private byte[]? _buffer;
    private int _start;
    private int _end;
    private int _examined;
    private bool _isReading;
    private bool _isEnded;

    /// <summary>Whether the last read got all it had room for, so that there is likely more.</summary>
    private bool _isMoreLikely;

    /// <summary>Whether a read ever did.</summary>
    private bool _hasBursts;

    public SocketInput(SocketConnection connection)
    {
        _connection = connection;
        _readiness = new Readiness(this);
    }

    /// <summary>Whether it holds memory.</summary>
    internal bool HoldsBuffer => _buffer is not null;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<ReadResult>(cancellationToken);
        }

        if (TryReadHeld(out var result) || (_isMoreLikely && TryReadSocket(out result)))
        {
            return new(result);
        }

        Trim();
        return cancellationToken.CanBeCanceled ? WaitFor(cancellationToken) : Wait();
    }

    public override bool TryRead(out ReadResult result) => TryReadHeld(out result) || TryReadSocket(out result);

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        ThrowIfCompleted();
        if (!_isReading)
        {
            throw new InvalidOperationException("No read is in progress.");
        }

        _isReading = false;
        if (_buffer is not null)
        {
            _start = IndexOf(consumed, _start);
            _examined = IndexOf(examined, _start);
            if (_start == _end)
            {
                Release();
            }
        }

        if (_examined == _end && !_isMoreLikely && IsUnderWay(Watched))
        {
            WatchOn();
        }
    }

    public override void CancelPendingRead() => Cancel(CancelRequested);

    public override void Complete(Exception? exception = null)
    {
        if (TryComplete())
        {
            _isReading = false;
            Release();
        }
    }

    public void Dispose() => _readiness.Dispose();

    /// <summary>A read that needs nothing of the socket: it was cancelled, there are bytes not looked at yet, or it is the end.</summary>
    private bool TryReadHeld(out ReadResult result)
    {
        ThrowIfCompleted();
        if (_isReading)
        {
            throw new InvalidOperationException("A read is in progress.");
        }

        var isCancelled = TryTake(CancelRequested);
        if (isCancelled || _examined < _end || _isEnded || _connection.End is not null)
        {
            result = Result(isCancelled);
            return true;
        }

        result = default;
        return false;
    }

    private bool TryReadSocket(out ReadResult result)
    {
        if (!IsUnderWay(Waiting | Armed) && TryReceive())
        {
            result = Result(isCancelled: false);
            return true;
        }

        result = default;
        return false;
    }

    /// <summary>What a read gives.</summary>
    /// <exception cref="IOException">The connection was reset.</exception>
    /// <exception cref="OperationCanceledException">It was aborted here.</exception>
    private ReadResult Result(bool isCancelled)
    {
        if (_connection.End is { } end)
        {
            ExceptionDispatchInfo.Throw(end);
        }

        _isReading = true;
        var bytes = _buffer is null ? default : new ReadOnlySequence<byte>(_buffer, _start, _end - _start);
        return new ReadResult(bytes, isCancelled, _isEnded);
    }

    /// <summary>Takes what the socket has, as much as one read may give.</summary>
    /// <returns>False: it has nothing. True: bytes, the end, or the connection is broken.</returns>
    private bool TryReceive()
    {
        _isMoreLikely = false;
        MakeRoom();
        var room = _buffer.AsSpan(_end, Math.Min(_buffer!.Length - _end, ReadBytesMax));
        var (received, error) = Receive(room, SocketFlags.None);
        if (received > 0)
        {
            _end += received;
            _isMoreLikely = received == room.Length;
            _hasBursts |= _isMoreLikely;
            return true;
        }

        if (_start == _end)
        {
            Release();
        }

        if (error == SocketError.WouldBlock)
        {
            return false;
        }

        if (error == SocketError.Success)
        {
            _isEnded = true;
            _connection.TellClosed();
        }
        else
        {
            _connection.Break(error);
        }

        return true;
    }

    private (int Received, SocketError Error) Receive(Span<byte> room, SocketFlags flags)
    {
        try
        {
            var received = _connection.Socket.Receive(room, flags, out var error);
            return error == SocketError.Success ? (received, error) : (0, error);
        }
        catch (ObjectDisposedException)
        {
            return (0, SocketError.OperationAborted);
        }
    }

    private void MakeRoom()
    {
        var length = _end - _start;
        if (_buffer is null)
        {
            _buffer = _connection.Buffers.Rent(_hasBursts ? BurstReadBytes : ReadBytes);
        }
        else if (_buffer.Length - length < Math.Max(RoomBytesMin, length))
        {
            MoveTo(Math.Max(ReadBytes, _buffer.Length * 2));
        }
        else if (_buffer.Length - _end < RoomBytesMin)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, length);
            Rebase(length);
        }
    }

    /// <summary>Few unread bytes, before a wait that may be long.</summary>
    private void Trim()
    {
        if (_buffer is not null && (_end - _start) * WasteFactor < _buffer.Length)
        {
            MoveTo(_end - _start);
        }
    }

    private void MoveTo(int capacity)
    {
        var length = _end - _start;
        var other = _connection.Buffers.Rent(capacity);
        _buffer.AsSpan(_start, length).CopyTo(other);
        _connection.Buffers.Return(_buffer!);
        _buffer = other;
        Rebase(length);
    }

    private void Rebase(int length)
    {
        _examined -= _start;
        _start = 0;
        _end = length;
    }

    private void Release()
    {
        if (_buffer is { } buffer)
        {
            _buffer = null;
            _connection.Buffers.Return(buffer);
        }

        _start = _end = _examined = 0;
    }

    /// <summary>Where a position of what was read lies in the buffer.</summary>
    private int IndexOf(SequencePosition position, int indexMin)
    {
        // The framework marks the kind of a sequence in the sign.
        var index = position.GetInteger() & int.MaxValue;
        if (position.GetObject() != _buffer || index < indexMin || index > _end)
        {
            throw new ArgumentOutOfRangeException(nameof(position), "The position is not in what was read, or before what is consumed.");
        }

        return index;
    }
}

using System.IO.Pipelines;
using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace EventPlatform.Gateway.Transport.Sockets;

/// <summary>
/// Sends what the system does not take at once, and is what the flush waits for. It goes on when that flush is cancelled; a later flush
/// then adds to it. The writer calls it, one call at a time, but for <see cref="TryCancel"/>.
/// </summary>
internal sealed class PendingSend(SocketOutput output) : IValueTaskSource<FlushResult>
{
    private readonly Lock _lock = new();
    private byte[]? _bytes;
    private int _length;
    private bool _isWaiting;
    private bool _isOver;
    private ManualResetValueTaskSourceCore<FlushResult> _flush;

    /// <summary>Ends when nothing is left to send.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Whether it has ended; it does not begin again.</summary>
    public bool IsOver => Volatile.Read(ref _isOver);

    /// <summary>Takes bytes to send behind those that are under way, and waits for all.</summary>
    /// <returns>null: it is over.</returns>
    public ValueTask<FlushResult>? TryFlush(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (_isOver)
            {
                return null;
            }

            if (_isWaiting)
            {
                throw new InvalidOperationException("A flush is waiting.");
            }

            Append(bytes);
            _flush.Reset();
            _isWaiting = true;
        }

        var flush = new ValueTask<FlushResult>(this, _flush.Version);
        Begin();
        return flush;
    }

    /// <summary>Takes bytes that nobody waits for, whether or not a flush waits for those before them.</summary>
    /// <returns>False: it is over.</returns>
    public bool TrySend(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (_isOver)
            {
                return false;
            }

            Append(bytes);
        }

        Begin();
        return true;
    }

    /// <summary>Ends the flush that waits.</summary>
    /// <returns>False: none does.</returns>
    public bool TryCancel() => TryEndFlush(new FlushResult(isCanceled: true, isCompleted: false), isElsewhere: true);

    FlushResult IValueTaskSource<FlushResult>.GetResult(short token) => _flush.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<FlushResult>.GetStatus(short token) => _flush.GetStatus(token);

    void IValueTaskSource<FlushResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _flush.OnCompleted(continuation, state, token, flags);

    private void Begin()
    {
        if (Completion.IsCompleted)
        {
            Completion = Run();
        }
    }

    private async Task Run()
    {
        try
        {
            while (Take() is { Array: { } array } bytes)
            {
                try
                {
                    ReadOnlyMemory<byte> rest = bytes;
                    while (!rest.IsEmpty)
                    {
                        rest = rest[await output.Socket.SendAsync(rest)..];
                    }
                }
                finally
                {
                    output.Buffers.Return(array);
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            output.Fail((exception as SocketException)?.SocketErrorCode ?? SocketError.OperationAborted);
            Drop();
        }

        TryEndFlush(new FlushResult(isCanceled: false, isCompleted: output.IsGone), isElsewhere: false);
    }

    /// <summary>What is next to send; if that is nothing, it is over.</summary>
    private ArraySegment<byte> Take()
    {
        lock (_lock)
        {
            if (_bytes is null)
            {
                _isOver = true;
                return default;
            }

            var next = new ArraySegment<byte>(_bytes, 0, _length);
            (_bytes, _length) = (null, 0);
            return next;
        }
    }

    private void Drop()
    {
        lock (_lock)
        {
            _isOver = true;
            if (_bytes is { } bytes)
            {
                _bytes = null;
                output.Buffers.Return(bytes);
            }
        }
    }

    private bool TryEndFlush(FlushResult result, bool isElsewhere)
    {
        lock (_lock)
        {
            if (!_isWaiting)
            {
                return false;
            }

            _isWaiting = false;
            _flush.RunContinuationsAsynchronously = isElsewhere;
        }

        _flush.SetResult(result);
        return true;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        if (_bytes is null || _bytes.Length - _length < bytes.Length)
        {
            var larger = output.Buffers.Rent(_length + bytes.Length);
            _bytes.AsSpan(0, _length).CopyTo(larger);
            if (_bytes is not null)
            {
                output.Buffers.Return(_bytes);
            }

            _bytes = larger;
        }

        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }
}

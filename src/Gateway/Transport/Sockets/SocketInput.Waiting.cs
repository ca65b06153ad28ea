using System.IO.Pipelines;
using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace EventPlatform.Gateway.Transport.Sockets;

/// <summary>
/// Waiting for the socket. There is one receive of no bytes that ends when there is something, or the end; it stays when the read that
/// began it is cancelled, and the next one waits for it. Flags say who may do what: whoever takes <see cref="Waiting"/> away ends the read;
/// while <see cref="Armed"/> is there, only the receive's end takes bytes from the socket.
/// </summary>
internal sealed partial class SocketInput : IValueTaskSource<ReadResult>, IThreadPoolWorkItem
{
    /// <summary>A read waits.</summary>
    private const int Waiting = 1;

    /// <summary>The receive of no bytes is under way.</summary>
    private const int Armed = 2;

    /// <summary>The thread that found the bytes takes them for the read.</summary>
    private const int Receiving = 4;

    /// <summary>The next read is cancelled.</summary>
    private const int CancelRequested = 8;

    /// <summary>The token of the read that is about to wait was cancelled.</summary>
    private const int TokenCancelled = 16;

    private const int Completed = 32;

    /// <summary>The end of input must be told although nobody reads.</summary>
    private const int Watched = 64;

    private readonly Readiness _readiness;
    private ManualResetValueTaskSourceCore<bool> _wait;
    private volatile int _flags;

    /// <summary>How the read ended that waited: 0, or the flag of what cancelled it.</summary>
    private int _cancelledBy;

    ReadResult IValueTaskSource<ReadResult>.GetResult(short token)
    {
        _wait.GetResult(token);
        return _cancelledBy switch
        {
            // Its memory is given back.
            _ when IsUnderWay(Completed) => new ReadResult(default, isCanceled: true, isCompleted: false),
            TokenCancelled => throw new OperationCanceledException(),
            var cancelledBy => Result(isCancelled: cancelledBy == CancelRequested),
        };
    }

    ValueTaskSourceStatus IValueTaskSource<ReadResult>.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource<ReadResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);

    void IThreadPoolWorkItem.Execute() => OnReady(isElsewhere: false);

    private void ThrowIfCompleted()
    {
        if (IsUnderWay(Completed))
        {
            throw new InvalidOperationException("Reading is over.");
        }
    }

    private bool IsUnderWay(int flag) => (_flags & flag) != 0;

    /// <summary>Takes a flag away.</summary>
    /// <returns>Whether it was there.</returns>
    private bool TryTake(int flag) => IsUnderWay(flag) && (Interlocked.And(ref _flags, ~flag) & flag) != 0;

    private ValueTask<ReadResult> Wait()
    {
        if (IsUnderWay(Waiting | Receiving))
        {
            throw new InvalidOperationException("A read is waiting.");
        }

        _wait.Reset();
        _cancelledBy = 0;
        while (true)
        {
            // 1. The read waits.
            var flags = _flags;
            if ((flags & (CancelRequested | TokenCancelled)) != 0)
            {
                if (TryTake(TokenCancelled))
                {
                    throw new OperationCanceledException();
                }

                if (TryTake(CancelRequested))
                {
                    return new(Result(isCancelled: true));
                }

                continue;
            }

            if (Interlocked.CompareExchange(ref _flags, flags | Waiting | Armed, flags) != flags)
            {
                continue;
            }

            // 2. For a receive that is under way, or for one of its own.
            if ((flags & Armed) != 0 || _readiness.TryBegin())
            {
                break;
            }

            // 3. That ended at once.
            BreakIfFailed();
            if ((Interlocked.And(ref _flags, ~(Waiting | Armed)) & Waiting) == 0)
            {
                break;
            }

            if (TryTakeSocket())
            {
                return new(Result(isCancelled: false));
            }
        }

        return new(this, _wait.Version);
    }

    private async ValueTask<ReadResult> WaitFor(CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister(static input => ((SocketInput)input!).Cancel(TokenCancelled), this);
        try
        {
            return await Wait();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && _connection.End is null)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        finally
        {
            await registration.DisposeAsync();
            TryTake(TokenCancelled);
        }
    }

    /// <summary>Ends the read that waits, or else the next one.</summary>
    private void Cancel(int why)
    {
        while (true)
        {
            var flags = _flags;
            var isWaiting = (flags & Waiting) != 0;
            if (Interlocked.CompareExchange(ref _flags, isWaiting ? flags & ~Waiting : flags | why, flags) == flags)
            {
                if (isWaiting)
                {
                    _cancelledBy = why;
                    EndWait(isElsewhere: true);
                }

                return;
            }
        }
    }

    /// <returns>Whether the memory is the caller's to give back.</returns>
    private bool TryComplete()
    {
        var flags = Interlocked.Or(ref _flags, Completed);
        if ((flags & Completed) != 0)
        {
            return false;
        }

        Cancel(CancelRequested);
        return (flags & Receiving) == 0;
    }

    /// <param name="isElsewhere">Whether the reader may not go on at this thread, which does something else.</param>
    private void EndWait(bool isElsewhere)
    {
        _wait.RunContinuationsAsynchronously = isElsewhere;
        _wait.SetResult(true);
    }

    /// <summary>The receive of no bytes has ended.</summary>
    private void OnReady(bool isElsewhere)
    {
        while (true)
        {
            BreakIfFailed();
            var flags = _flags;
            if ((flags & (Waiting | Watched)) == Watched && !TryLook())
            {
                if (!IsUnderWay(Waiting) && _readiness.TryBegin())
                {
                    return;
                }

                continue;
            }

            var isWaiting = (flags & Waiting) != 0;
            var next = isWaiting ? (flags & ~(Armed | Waiting)) | Receiving : flags & ~Armed;
            if (Interlocked.CompareExchange(ref _flags, next, flags) != flags)
            {
                continue;
            }

            if (!isWaiting)
            {
                return;
            }

            if (TryTakeForWait(isElsewhere))
            {
                return;
            }
        }
    }

    /// <summary>Gives the read that waits what there is.</summary>
    /// <returns>False: there was nothing after all; it waited on, and that has ended too.</returns>
    private bool TryTakeForWait(bool isElsewhere)
    {
        if (!TryTakeSocket())
        {
            // Whoever cancelled it meanwhile left a flag, as the read did not seem to wait.
            var flags = Interlocked.And(ref _flags, ~Receiving);
            if (TryRearm())
            {
                return _readiness.TryBegin();
            }

            _cancelledBy = TryTake(TokenCancelled) ? TokenCancelled : CancelRequested;
            TryTake(_cancelledBy);
            if ((flags & Completed) != 0)
            {
                Release();
            }
        }
        else if ((Interlocked.And(ref _flags, ~Receiving) & Completed) != 0)
        {
            Release();
        }

        EndWait(isElsewhere);
        return true;
    }

    private bool TryRearm()
    {
        while (true)
        {
            var flags = _flags;
            if ((flags & (CancelRequested | TokenCancelled | Completed)) != 0)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _flags, flags | Waiting | Armed, flags) == flags)
            {
                return true;
            }
        }
    }

    private bool TryTakeSocket() => _connection.End is not null || TryReceive();

    /// <summary>While the flag still keeps others from the receive of no bytes: the system tells an error only once.</summary>
    private void BreakIfFailed()
    {
        if (_readiness.SocketError is var error and not SocketError.Success)
        {
            _connection.Break(error);
        }
    }
}

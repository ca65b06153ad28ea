namespace EventPlatform.Gateway.Transport;

/// <summary>
/// How a connection ends: sending what is queued gets time while the peer takes some of it every 3 s, 30 s at most; then the peer has 3 s
/// to end its side while its input is dropped, so that a reset does not cost it the last message. Who is late is reset. It is its own
/// lock: only its connection knows it.
/// </summary>
internal sealed class ConnectionEnd(MessageConnection connection, TimingWheel wheel)
{
    /// <summary>The code of a connection whose socket is gone; never on the wire (RFC 6455 7.4.1).</summary>
    public const int Gone = 1006;

    /// <summary>Without progress for this long the connection is reset.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Longest time for sending what is queued.</summary>
    internal static readonly TimeSpan SendingMax = TimeSpan.FromSeconds(30);

    private TaskCompletionSource? _completion;
    private CancellationTokenSource? _closed;
    private WheelTimer? _timer;
    private long _beginTick;
    private long _progressTick;
    private bool _isCloseSent;
    private bool _hasPeerEnded;
    private bool _isComplete;
    private volatile bool _mustStop;
    private int _code;

    /// <summary>Why the connection ends; 0 while it does not.</summary>
    public int Code => Volatile.Read(ref _code);

    /// <summary>Whether the peer has neither sent its close frame nor ended its input, and the socket is still there.</summary>
    public bool IsAwaitingPeer
    {
        get
        {
            lock (this)
            {
                return !_hasPeerEnded && !_isComplete;
            }
        }
    }

    /// <summary>Ends when everything was sent and the peer has ended, or when the connection is gone.</summary>
    public Task Completion
    {
        get
        {
            lock (this)
            {
                _completion ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                CompleteIfDone();
                return _completion.Task;
            }
        }
    }

    /// <summary>Cancelled when the connection is over.</summary>
    public CancellationToken Token
    {
        get
        {
            lock (this)
            {
                return _isComplete ? new CancellationToken(canceled: true) : (_closed ??= new CancellationTokenSource()).Token;
            }
        }
    }

    /// <summary>Whether dropping input must stop although the peer has not ended.</summary>
    public bool MustStop() => _mustStop;

    /// <returns>Whether this was the first call: it decides the code.</returns>
    public bool TryBegin(int code)
    {
        lock (this)
        {
            if (_code != 0)
            {
                return false;
            }

            Volatile.Write(ref _code, code);
            _beginTick = _progressTick = wheel.Tick;
            if (!_isComplete)
            {
                Arm(Patience);
            }

            return true;
        }
    }

    /// <summary>The socket took something.</summary>
    public void Progressed() => Volatile.Write(ref _progressTick, wheel.Tick);

    public void CloseSent()
    {
        lock (this)
        {
            _isCloseSent = true;
            Progressed();
            CompleteIfDone();
        }
    }

    public void PeerEnded()
    {
        lock (this)
        {
            _hasPeerEnded = true;
            CompleteIfDone();
        }
    }

    /// <summary>Nothing is left to do, or can be done.</summary>
    public void Complete()
    {
        CancellationTokenSource? closed;
        lock (this)
        {
            _mustStop = true;
            _isComplete = true;
            _timer?.Cancel();
            _completion?.TrySetResult();
            closed = _closed;
            _closed = null;
        }

        connection.WakeReader();
        closed?.Cancel();
    }

    private void CompleteIfDone()
    {
        if (_isComplete || (_isCloseSent && _hasPeerEnded))
        {
            _completion?.TrySetResult();
        }
    }

    private void Arm(TimeSpan due) => _timer = wheel.Schedule(due, static state => ((ConnectionEnd)state!).Check(), this);

    private void Check()
    {
        lock (this)
        {
            if (_isComplete)
            {
                return;
            }

            var now = wheel.Tick;
            var due = Volatile.Read(ref _progressTick) + TimingWheel.Ticks(Patience) + 1;
            if (!_isCloseSent)
            {
                due = Math.Min(due, _beginTick + TimingWheel.Ticks(SendingMax) + 1);
            }

            if (due > now)
            {
                Arm((due - now) * TimingWheel.TickLength);
                return;
            }
        }

        connection.Abort();
    }
}

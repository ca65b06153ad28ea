using System.IO.Pipelines;
using EventPlatform.Gateway.Transport.Sockets;

namespace EventPlatform.Gateway.Transport;

/// <summary>
/// What a connection has to send. Entries are appended from any thread under a small lock; one writer drains them, started when there is
/// something to write and gone when there is not, so that an idle connection holds nothing. Events are bounded in bytes and refused when
/// full; replies are always taken, and their producer waits with <see cref="WaitRepliesBelow"/>.
/// </summary>
internal sealed partial class OutboundQueue(
    PipeWriter output, Framing framing, long eventBytesMax, IOutboundOwner owner, MessageDeflater? deflater = null)
    : IThreadPoolWorkItem, ISender
{
    /// <summary>Bytes written before they are flushed, unless the queue is empty before.</summary>
    internal const int FlushBytes = 65_536;

    /// <summary>Pongs queued one by one; of further ones only the newest is kept (RFC 6455 5.5.3).</summary>
    private const int PongCountMax = 16;

    /// <summary>Also the queue's lock: it is there anyway, and nobody else knows it.</summary>
    private readonly ReplyWaiters _waiters = new();
    private FrameList _pending;
    private ReadOnlyMemory<byte>? _newestPong;
    private int _pongCount;
    private bool _isPingQueued;
    private bool _isWriting;
    private bool _isSealed;
    private volatile bool _isDropping;
    private long _eventBytes;
    private long _replyBytes;

    /// <summary>Bytes of events and replies that the socket has not taken yet.</summary>
    public long UnsentBytes
    {
        get
        {
            lock (_waiters)
            {
                return _eventBytes + _replyBytes;
            }
        }
    }

    /// <summary>The same without the lock: it may be a little old.</summary>
    public long UnsentBytesNow => Volatile.Read(ref _eventBytes) + Volatile.Read(ref _replyBytes);

    /// <summary>Bytes the socket has taken, framing included.</summary>
    public long BytesSent { get; private set; }

    /// <summary>Messages the socket has taken.</summary>
    public long MessagesSent { get; private set; }

    /// <summary>Queues an event.</summary>
    /// <returns>False: its bytes would pass the bound; it was not queued. True also after the close: it was dropped.</returns>
    public bool TryEnqueue(OutboundFrame frame)
    {
        lock (_waiters)
        {
            if (_isSealed)
            {
                return true;
            }

            if (_eventBytes + frame.Cost > eventBytesMax)
            {
                return false;
            }

            _eventBytes += frame.Cost;
            Append(frame);
            StartIfHalfFull(frame.Cost);
        }

        return true;
    }

    /// <summary>Queues a run of events whose numbers have equally many digits.</summary>
    /// <returns>As the other; all of them are queued, or none.</returns>
    public bool TryEnqueue(FrameRun run, long first)
    {
        var cost = run.Cost(first);
        lock (_waiters)
        {
            if (_isSealed)
            {
                return true;
            }

            if (_eventBytes + cost > eventBytesMax)
            {
                return false;
            }

            _eventBytes += cost;
            if (!_isWriting && _direct is not null && WriterBatch.IsOpen)
            {
                // Nothing is before it: the writer sends it from the bytes that all share.
                (_isWriting, _run, _runFirst) = (true, run, first);
                WriterBatch.Start(this);
            }
            else
            {
                foreach (var prefix in run.Prefixes)
                {
                    Append(new OutboundFrame(prefix, first++, OutboundKind.Event));
                }
            }

            StartIfHalfFull(cost);
        }

        return true;
    }

    /// <summary>Queues what does not count against the bound: a reply, ping or pong.</summary>
    public void Enqueue(OutboundFrame frame)
    {
        lock (_waiters)
        {
            if (!_isSealed && Admit(frame))
            {
                Append(frame);
            }
        }
    }

    /// <summary>
    /// Queues replies, and unless a writer runs it runs here and now, until it has to wait: one thread less for who is about to wait
    /// anyway. The caller holds no lock.
    /// </summary>
    public void EnqueueAndWrite(ReadOnlySpan<OutboundFrame> replies)
    {
        lock (_waiters)
        {
            if (_isSealed)
            {
                return;
            }

            foreach (ref readonly var reply in replies)
            {
                _replyBytes += reply.Cost;
                _pending.Add(reply);
            }

            if (_isWriting)
            {
                return;
            }

            _isWriting = true;
        }

        _ = Write(null, isShared: true);
    }

    /// <summary>Queues a ping, where there is any, unless one is queued.</summary>
    public void EnqueuePing()
    {
        if (OutboundFrame.Ping(framing) is { } ping)
        {
            Enqueue(ping);
        }
    }

    /// <summary>Queues the last entry. Nothing is taken after it.</summary>
    /// <param name="payload">Of the close frame.</param>
    /// <param name="isDropping">Whether what is still queued is dropped; a frame that is partly written is completed.</param>
    public void Seal(ReadOnlyMemory<byte> payload, bool isDropping)
    {
        lock (_waiters)
        {
            if (_isSealed)
            {
                return;
            }

            _isSealed = true;
            _newestPong = null;
            if (isDropping)
            {
                _isDropping = true;
                _pending.Clear();
            }

            Append(new OutboundFrame(payload, OutboundFrame.NoNumber, OutboundKind.Close));
            _waiters.CompleteAll();
        }
    }

    /// <summary>Forgets everything: the connection is gone.</summary>
    public void Stop()
    {
        lock (_waiters)
        {
            _isSealed = true;
            _isDropping = true;
            _newestPong = null;
            _pending.Clear();
            _waiters.CompleteAll();
        }
    }

    /// <summary>Waits until fewer bytes of replies than this are unsent.</summary>
    /// <returns>False: the connection is closing or gone.</returns>
    public ValueTask<bool> WaitRepliesBelow(long bytes)
    {
        lock (_waiters)
        {
            return _isSealed ? new(false) : _replyBytes < bytes ? new(true) : new(_waiters.Add(bytes, isWithEvents: false));
        }
    }

    /// <summary>Waits until everything that is queued has been sent, at the reader's pace.</summary>
    /// <returns>As the other.</returns>
    public ValueTask<bool> WaitSent()
    {
        lock (_waiters)
        {
            return _isSealed ? new(false) : _eventBytes + _replyBytes == 0 ? new(true) : new(_waiters.Add(1, isWithEvents: true));
        }
    }

    /// <summary>Under the lock. Starting the writer only queues it; it never runs on the caller's stack.</summary>
    private void Append(OutboundFrame frame)
    {
        _pending.Add(frame);
        if (!_isWriting)
        {
            _isWriting = true;
            WriterBatch.Start(this);
        }
    }

    /// <summary>
    /// Under the lock. With half of the bound used the writers of this thread that wait, this one perhaps among them, wait no longer: a
    /// client that reads must not pass the bound for that.
    /// </summary>
    private void StartIfHalfFull(long added)
    {
        var half = eventBytesMax / 2;
        if (_eventBytes > half && _eventBytes - added <= half)
        {
            WriterBatch.FlushOpen();
        }
    }

    private bool Admit(OutboundFrame frame)
    {
        switch (frame.Kind)
        {
            case OutboundKind.Reply:
                _replyBytes += frame.Cost;
                return true;
            case OutboundKind.Pong when _pongCount == PongCountMax:
                _newestPong = frame.Payload;
                return false;
            case OutboundKind.Pong:
                _pongCount++;
                return true;
            case OutboundKind.Ping:
                var isFirst = !_isPingQueued;
                _isPingQueued = true;
                return isFirst;
            default:
                throw new ArgumentOutOfRangeException(nameof(frame), frame.Kind, "Events are bounded, the close entry is Seal's.");
        }
    }
}

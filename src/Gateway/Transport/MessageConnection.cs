using System.Net;

namespace EventPlatform.Gateway.Transport;

/// <summary>
/// A connection that carries messages: WebSocket text frames, lines over TCP, or Server-Sent Events, which have none that come in. One
/// reader at a time; everything else from any thread.
/// </summary>
internal sealed partial class MessageConnection : IOutboundOwner
{
    private readonly IWire _wire;
    private readonly MessageConnectionOptions _options;
    private readonly MessageInput _input;
    private readonly OutboundQueue _output;
    private readonly ConnectionTimes _times;
    private readonly ConnectionEnd _end;

    internal MessageConnection(
        IWire wire, Framing framing, MessageConnectionOptions options, TimingWheel wheel, DeflateAgreement? deflate = null)
    {
        _wire = wire;
        _options = options;
        Framing = framing;
        _input = new MessageInput(wire.Input, framing == Framing.WebSocket
            ? new WebSocketDecoder(options.MessageBytesMax, deflate is null ? null : new MessageInflater(options.MessageBytesMax))
            : new LineDecoder(options.MessageBytesMax, options.LineOverLimit));
        var deflater = deflate is null ? null : new MessageDeflater(deflate.ServerWindowBits);
        _output = new OutboundQueue(wire.Output, framing, options.QueueBytesMax, this, deflater);
        _end = new ConnectionEnd(this, wheel);
        _times = new ConnectionTimes(this, options, wheel);
    }

    public EndPoint? RemoteEndPoint => _wire.RemoteEndPoint;

    public EndPoint? LocalEndPoint => _wire.LocalEndPoint;

    public bool IsTls => _wire.IsTls;

    /// <summary>The key of the listener, see <see cref="ListenerFeature"/>.</summary>
    public string Listener => _wire.Listener;

    public Framing Framing { get; }

    /// <summary>Cancelled when the connection is over or reset, not when the peer merely ended its sending side.</summary>
    public CancellationToken Closed => _end.Token;

    /// <summary>Whether the connection is being closed, by us or by what the peer did.</summary>
    public bool IsClosing => _end.Code != 0;

    /// <summary>0 while open; then our close code, the peer's that was answered (1005: it had none), or 1006: the socket is gone.</summary>
    public int CloseStatus => _end.Code;

    /// <summary>The bug that ended the writer, if one did.</summary>
    internal Exception? Failure { get; private set; }

    /// <summary>Bytes of events and replies that the socket has not taken yet.</summary>
    public long UnsentBytes => _output.UnsentBytes;

    /// <summary>The same without the lock, for sums over many: it may be a little old.</summary>
    internal long UnsentBytesNow => _output.UnsentBytesNow;

    /// <summary>The front end it belongs to, as it is called in metrics.</summary>
    internal string Door => _options.Door;

    public long BytesReceived => _input.BytesReceived;

    public long MessagesReceived { get; private set; }

    public long BytesSent => _output.BytesSent;

    public long MessagesSent => _output.MessagesSent;

    /// <summary>Queues an event. The bytes are shared, not copied: they may never change.</summary>
    /// <returns>
    /// False: the unsent bytes would pass the bound, nothing was queued: close as slow consumer. True also while closing (dropped).
    /// </returns>
    public bool TryEnqueue(ReadOnlyMemory<byte> payload) => TryEnqueue(payload, OutboundFrame.NoNumber);

    /// <summary>Queues an event of which all but the end is shared: sends prefix, the digits of the number, <c>}</c>.</summary>
    /// <param name="prefix">All before the number; shared, not copied.</param>
    /// <param name="number">0 or more.</param>
    /// <returns>As the other.</returns>
    public bool TryEnqueue(ReadOnlyMemory<byte> prefix, long number) =>
        _output.TryEnqueue(new OutboundFrame(prefix, number, OutboundKind.Event));

    /// <summary>Queues a run of events with even digits (<see cref="FrameRun.HasEvenDigits"/>) as a whole, or nothing.</summary>
    public bool TryEnqueue(FrameRun run, long first) => _output.TryEnqueue(run, first);

    /// <summary>Queues an answer: always taken, and not counted against the bound. See <see cref="WaitRepliesBelow"/>.</summary>
    public void EnqueueReply(ReadOnlyMemory<byte> payload) => EnqueueReply(payload, OutboundFrame.NoNumber);

    /// <summary>Queues a message that ends in a number, always taken.</summary>
    public void EnqueueReply(ReadOnlyMemory<byte> prefix, long number) =>
        _output.Enqueue(new OutboundFrame(prefix, number, OutboundKind.Reply));

    /// <summary>Queues several of these and writes them here and now, as far as the socket takes them. The caller holds no lock.</summary>
    public void SendReplies(ReadOnlySpan<OutboundFrame> replies) => _output.EnqueueAndWrite(replies);

    /// <summary>Waits until fewer bytes of replies than this are unsent.</summary>
    /// <returns>False: the connection is closing or gone.</returns>
    public ValueTask<bool> WaitRepliesBelow(long bytes) => _output.WaitRepliesBelow(bytes);

    /// <summary>Waits until everything that is queued has been sent, however long the reader takes; false as the other.</summary>
    public ValueTask<bool> WaitSent() => _output.WaitSent();

    /// <summary>
    /// Ends the connection: reads end, what is queued is sent, then the close frame (or FIN), then input is dropped for up to 3 s.
    /// As <see cref="CloseCode.SlowConsumer"/> what is queued is dropped. The first call counts.
    /// </summary>
    /// <param name="code">Why.</param>
    /// <param name="reason">At most <see cref="CloseCodes.ReasonBytesMax"/> bytes of UTF-8; null: the code's own text.</param>
    /// <returns>Whether this call was the first.</returns>
    public bool Close(CloseCode code, string? reason = null) =>
        CloseWith((int)code, CloseFrame.Payload((int)code, reason ?? code.Reason()), isDropping: code == CloseCode.SlowConsumer);

    /// <summary>Resets the connection; nothing more is sent.</summary>
    public void Abort()
    {
        _end.TryBegin(ConnectionEnd.Gone);
        _output.Stop();
        _wire.Abort();
        _end.Complete();
    }

    /// <summary>Queues a ping unless one is queued. Nothing on lines.</summary>
    public void SendPing() => _output.EnqueuePing();

    /// <summary>Closes the connection later, unless the returned timer is cancelled before.</summary>
    public WheelTimer CloseAfter(TimeSpan due, CloseCode code) =>
        _times.Wheel.Schedule(due, static state =>
        {
            var (connection, code) = ((MessageConnection, CloseCode))state!;
            connection.Close(code);
        }, (this, code));

    /// <summary>The end of the connection's task: closes it if nobody has, and returns when nothing is left to do on its socket.</summary>
    internal async Task Finish()
    {
        Close(CloseCode.Normal);
        _times.Stop();
        if (_end.IsAwaitingPeer)
        {
            await _input.Discard(_end.MustStop);
            _end.PeerEnded();
        }

        await _end.Completion;
        _end.Complete();
    }

    void IOutboundOwner.Sent(int messages)
    {
        _times.Sent(messages);
        _end.Progressed();
    }

    async ValueTask IOutboundOwner.CloseSent()
    {
        if (Framing != Framing.WebSocket)
        {
            await _wire.EndOutput();
        }

        _end.CloseSent();
    }

    void IOutboundOwner.Broken(Exception? failure)
    {
        Failure = failure;
        Abort();
    }

    /// <summary>Wakes a read that waits, so that it sees that the connection is closing.</summary>
    internal void WakeReader() => _wire.Input.CancelPendingRead();

    private bool CloseWith(int code, ReadOnlyMemory<byte> payload, bool isDropping)
    {
        if (!_end.TryBegin(code))
        {
            return false;
        }

        if (isDropping && _options.ResetSlowConsumer)
        {
            Abort();
            return true;
        }

        _output.Seal(Framing == Framing.WebSocket ? payload : default, isDropping);
        WakeReader();
        return true;
    }
}

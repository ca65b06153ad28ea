using EventPlatform.Gateway.Management;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>
/// A reader of the feed. It is there before its upgrade is answered, so that no event after the 101 is missed: until it has its connection,
/// events are held back for it, within the same bound as what is queued. Guarded by the replica's gate.
/// </summary>
/// <param name="format">How it reads events.</param>
/// <param name="heldBytesMax">Bytes of events that may be held back.</param>
/// <param name="metrics">Counts it as slow.</param>
internal sealed class FeedClient(FeedFormat format, long heldBytesMax, DoorMetrics metrics) : IThreadPoolWorkItem
{
    private Queue<OutboundFrame>? _held = [];
    private long _heldBytes;
    private FeedPayload? _owed;
    private bool _isSlow;

    /// <summary>The group it is in; null: it gets no live events, not yet or not any more.</summary>
    public FeedGroup? Group { get; set; }

    /// <summary>Its place in the group.</summary>
    public int Index { get; set; }

    /// <summary>Its connection is over, or never was.</summary>
    public bool IsGone { get; set; }

    /// <summary>null: the request has not been answered yet.</summary>
    public MessageConnection? Connection { get; private set; }

    /// <summary>It has its connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="greeting">Sent first; empty: nothing.</param>
    public void Connect(MessageConnection connection, ReadOnlyMemory<byte> greeting)
    {
        Connection = connection;
        if (!greeting.IsEmpty)
        {
            Reply(greeting);
        }

        var held = _held;
        _held = null;
        if (_isSlow)
        {
            GiveUp();
        }

        while (held is { Count: > 0 })
        {
            Enqueue(held.Dequeue().Payload);
        }
    }

    /// <summary>An answer; it does not count against the bound.</summary>
    public void Reply(ReadOnlyMemory<byte> payload) => Connection?.EnqueueReply(payload);

    /// <param name="payload">An event, shared by all who get it.</param>
    public void Offer(FeedPayload payload)
    {
        if (_held is not null)
        {
            Hold(new OutboundFrame(payload.In(format), OutboundFrame.NoNumber, OutboundKind.Event));
        }
        else
        {
            Enqueue(payload.In(format));
        }
    }

    /// <summary>An event of a replay: written at the reader's pace, it does not count against the bound.</summary>
    public void OfferAgain(FeedPayload payload) => Reply(payload.In(format));

    /// <summary>A gap for this reader: at once, or when its replay is over.</summary>
    public void OfferGap(FeedPayload gap)
    {
        if (Group is null)
        {
            _owed = gap;
        }
        else
        {
            Offer(gap);
        }
    }

    /// <summary>It gets live events from here on: first of all what it is owed.</summary>
    public void TakeOwed()
    {
        if (_owed is { } gap)
        {
            _owed = null;
            Offer(gap);
        }
    }

    /// <summary>Its reader cannot follow. Under the gate.</summary>
    public void GiveUp()
    {
        _isSlow = true;
        if (Connection is not null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>
    /// Closes the slow connection on a thread of its own: doing so runs continuations of whoever waits on it, which must not happen under
    /// the gate.
    /// </summary>
    void IThreadPoolWorkItem.Execute()
    {
        if (Connection!.Close(CloseCode.SlowConsumer))
        {
            metrics.SlowConsumer();
        }
    }

    private void Enqueue(ReadOnlyMemory<byte> payload)
    {
        if (!_isSlow && !Connection!.TryEnqueue(payload))
        {
            GiveUp();
        }
    }

    private void Hold(OutboundFrame frame)
    {
        if (_isSlow)
        {
            return;
        }

        _heldBytes += frame.Cost;
        if (_heldBytes > heldBytesMax)
        {
            _isSlow = true;
            _held!.Clear();
        }
        else
        {
            _held!.Enqueue(frame);
        }
    }
}

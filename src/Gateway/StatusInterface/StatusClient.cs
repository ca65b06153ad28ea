using EventPlatform.Gateway.Management;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>
/// A connection of this interface as events see it. While a report is being written, event lines are held back and follow it; what is
/// held counts against the same bound as what is queued.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="heldBytesMax">Bytes of event lines that may be held back.</param>
/// <param name="metrics">Counts it as slow.</param>
internal sealed class StatusClient(MessageConnection connection, long heldBytesMax, DoorMetrics metrics) : IThreadPoolWorkItem
{
    // Guarded by ReplicaStore.Gate.
    private Queue<OutboundFrame>? _held;
    private long _heldBytes;
    private bool _isSlow;

    public MessageConnection Connection { get; } = connection;

    /// <summary>Its place in <see cref="StatusDoor"/>'s list.</summary>
    public int Index { get; set; }

    public void Reply(ReadOnlyMemory<byte> line) => Connection.EnqueueReply(line);

    /// <summary>An event line, shared by all connections. Under <see cref="ReplicaStore.Gate"/>.</summary>
    public void Offer(ReadOnlyMemory<byte> line)
    {
        if (_isSlow)
        {
            return;
        }

        if (_held is not null)
        {
            Hold(new OutboundFrame(line, OutboundFrame.NoNumber, OutboundKind.Event));
        }
        else if (!Connection.TryEnqueue(line))
        {
            GiveUp();
        }
    }

    /// <summary>A report begins: it shows all events so far and none of those that come now. Under the gate.</summary>
    public void BeginReport() => _held = [];

    /// <summary>The report is queued, and with this what was held back. Under the gate.</summary>
    public void EndReport()
    {
        var held = _held;
        _held = null;
        _heldBytes = 0;
        while (held is { Count: > 0 })
        {
            Offer(held.Dequeue().Payload);
        }
    }

    /// <summary>
    /// Resets the slow connection on a thread of its own: doing so runs continuations of whoever waits on it, which must not happen under
    /// the gate or amid the list of connections.
    /// </summary>
    void IThreadPoolWorkItem.Execute()
    {
        if (!Connection.IsClosing)
        {
            // Counted first: who sees the reset sees the count.
            metrics.SlowConsumer();
            Connection.Close(CloseCode.SlowConsumer);
        }
    }

    private void Hold(OutboundFrame line)
    {
        _heldBytes += line.Cost;
        if (_heldBytes > heldBytesMax)
        {
            GiveUp();
        }
        else
        {
            _held!.Enqueue(line);
        }
    }

    private void GiveUp()
    {
        _isSlow = true;
        _held?.Clear();
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}

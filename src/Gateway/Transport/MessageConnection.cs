using System.Net;

namespace EventPlatform.Gateway.Transport;

/// <summary>
/// A connection that carries messages: WebSocket text frames or lines over TCP. One reader at a time; everything else from any thread.
/// </summary>
internal sealed class MessageConnection
{
    public EndPoint? RemoteEndPoint => throw new NotSupportedException();

    public EndPoint? LocalEndPoint => throw new NotSupportedException();

    public bool IsTls => throw new NotSupportedException();

    /// <summary>The key of the listener, see <see cref="ListenerFeature"/>.</summary>
    public string Listener => throw new NotSupportedException();

    /// <summary>Cancelled when the socket is gone.</summary>
    public CancellationToken Closed => throw new NotSupportedException();

    /// <summary>Whether <see cref="Close"/> was called, by us or by what the peer did.</summary>
    public bool IsClosing => throw new NotSupportedException();

    /// <summary>The next message. Not reading stops the peer. Completes at once while messages are buffered.</summary>
    public ValueTask<InboundMessage> Read() => throw new NotSupportedException();

    /// <summary>Queues an event. The bytes are shared, not copied: they may never change.</summary>
    /// <returns>False: the unsent bytes are past the bound, nothing was queued: close as slow consumer. True also while closing (dropped).</returns>
    public bool TryEnqueue(ReadOnlyMemory<byte> payload) => throw new NotSupportedException();

    /// <summary>Queues an event of which all but the end is shared: sends prefix, the digits of the number, <c>}</c>.</summary>
    /// <param name="prefix">All before the number; shared, not copied.</param>
    /// <param name="number">0 or more.</param>
    /// <returns>As the other.</returns>
    public bool TryEnqueue(ReadOnlyMemory<byte> prefix, long number) => throw new NotSupportedException();

    /// <summary>Queues an answer: always taken. See <see cref="WaitRepliesBelow"/>.</summary>
    public void EnqueueReply(ReadOnlyMemory<byte> payload) => throw new NotSupportedException();

    /// <summary>Waits until fewer bytes of replies than this are unsent.</summary>
    /// <returns>False: the connection is closing or gone.</returns>
    public ValueTask<bool> WaitRepliesBelow(long bytes) => throw new NotSupportedException();

    /// <summary>
    /// Ends the connection: reads end, what is queued is sent, then the close frame (or FIN), then input is dropped for up to 3 s.
    /// As <see cref="CloseCode.SlowConsumer"/> what is queued is dropped. The first call counts.
    /// </summary>
    /// <returns>Whether this call was the first.</returns>
    public bool Close(CloseCode code, string? reason = null) => throw new NotSupportedException();

    /// <summary>Resets the connection; nothing more is sent.</summary>
    public void Abort() => throw new NotSupportedException();

    /// <summary>Closes the connection later, unless the returned timer is cancelled before.</summary>
    public WheelTimer CloseAfter(TimeSpan due, CloseCode code) => throw new NotSupportedException();
}

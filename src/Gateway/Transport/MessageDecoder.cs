using System.Buffers;

namespace EventPlatform.Gateway.Transport;

/// <summary>Finds messages in a connection's input. No I/O; malformed input is a value.</summary>
internal abstract class MessageDecoder
{
    /// <summary>Takes the next message or frame off the start of the buffer, which may be changed in place (unmasked).</summary>
    public abstract Decoded Decode(ref ReadOnlySequence<byte> buffer);

    /// <summary>While closing: takes everything off the buffer unread.</summary>
    /// <returns>True: the peer's close frame was among it.</returns>
    public abstract bool Discard(ref ReadOnlySequence<byte> buffer);

    /// <summary>The payload last given is not used any more; pooled memory goes back.</summary>
    public abstract void Release();
}

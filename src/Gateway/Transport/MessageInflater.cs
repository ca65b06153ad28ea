using System.IO.Compression;

namespace EventPlatform.Gateway.Transport;

/// <summary>
/// Inflates a connection's messages (RFC 7692 7.2.2), each by itself and never further than the limit. The inflater is made anew for each:
/// one that was used before would let a client refer back to what somebody else has sent.
/// </summary>
/// <param name="messageBytesMax">Longest message, inflated.</param>
internal sealed class MessageInflater(int messageBytesMax)
{
    /// <summary>Most final blocks (RFC 1951 3.2.3) of the sender's in one message; each costs two inflaters.</summary>
    private const int FinalBlocksMax = 64;

    private const int BytesMin = 1_024;

    private ScratchBuffer _message;

    /// <summary>
    /// Longest compressed form in bytes. What can't be compressed grows by less than an eighth, and each flush of the sender adds 5 bytes.
    /// </summary>
    public long CompressedBytesMax => messageBytesMax + (messageBytesMax / 8) + 1_024L;

    /// <summary>What was inflated last, until <see cref="Release"/>.</summary>
    public Memory<byte> Message => _message.Memory;

    /// <summary>Inflates a message.</summary>
    /// <param name="payload">Of all its frames, unmasked.</param>
    /// <returns>null: it is in <see cref="Message"/>. 1009: it is over the limit. 1007: it is not DEFLATE, or not complete.</returns>
    public CloseCode? Inflate(ReadOnlyMemory<byte> payload)
    {
        if (payload.IsEmpty)
        {
            // RFC 7692 7.2.3.6 has a byte 0 for an empty message, but some senders leave that out too.
            return null;
        }

        try
        {
            return Inflate(new DeflateSource(payload));
        }
        catch (InvalidDataException)
        {
            // The framework has no other way to tell it.
            return CloseCode.InvalidPayload;
        }
    }

    /// <summary>Nothing of the last message is used any more.</summary>
    public void Release() => _message.Release();

    private CloseCode? Inflate(DeflateSource source)
    {
        for (var finalBlocks = 0; finalBlocks <= FinalBlocksMax; finalBlocks++)
        {
            var start = _message.Length;
            if (!TryInflateStream(source))
            {
                return CloseCode.MessageTooBig;
            }

            if (source.IsExhausted || source.IsAllGiven)
            {
                return source.IsExhausted ? CloseCode.InvalidPayload : null;
            }

            // A final block of the sender's, which more may follow (RFC 7692 7.2.1, 7.2.3.4). Inflated again to see where it ends.
            _message.Truncate(start);
            source.Repeat();
            TryInflateStream(source);
            source.GoOn();
        }

        return CloseCode.InvalidPayload;
    }

    /// <summary>Inflates up to a final block or the end of the source.</summary>
    /// <returns>False: the message is over the limit.</returns>
    private bool TryInflateStream(DeflateSource source)
    {
        using var stream = new DeflateStream(source, CompressionMode.Decompress, leaveOpen: true);
        Span<byte> over = stackalloc byte[1];
        while (true)
        {
            var isFull = _message.Length == messageBytesMax;
            var read = stream.Read(isFull ? over : _message.Free(BytesMin, messageBytesMax));
            if (read == 0 || isFull)
            {
                return read == 0;
            }

            _message.Advance(read);
        }
    }
}

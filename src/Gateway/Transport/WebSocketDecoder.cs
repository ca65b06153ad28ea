using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace EventPlatform.Gateway.Transport;

/// <summary>
/// A client's frames (RFC 6455 5.2). client: FIN RSV1 opcode MASK length [extended length] key payload.
/// A frame is taken when all of it is there; its limit counts as soon as its header is.
/// </summary>
/// <param name="messageBytesMax">Longest message, over all its fragments.</param>
/// <param name="inflater">For compressed messages (RFC 7692); null: they were not agreed on.</param>
internal sealed class WebSocketDecoder(int messageBytesMax, MessageInflater? inflater = null) : MessageDecoder
{
    private ScratchBuffer _scratch;
    private Utf8Progress _utf8;

    /// <summary>Opcode of the message whose fragments are coming; <see cref="Opcode.Continuation"/>: none.</summary>
    private Opcode _fragmented;

    /// <summary>Whether that message is compressed.</summary>
    private bool _isCompressed;
    private bool _isInvalid;

    /// <summary>While closing: bytes of a frame's payload still to drop; -1: the frames can't be followed any more.</summary>
    private long _discarding;

    public override Decoded Decode(ref ReadOnlySequence<byte> buffer)
    {
        if (_isInvalid)
        {
            return Decoded.Fail(CloseCode.InvalidPayload);
        }

        while (true)
        {
            var parsed = FrameHeader.TryParse(buffer, inflater is not null, out var header);
            if (parsed is null)
            {
                return default;
            }

            if (parsed is false || !IsInPlace(header))
            {
                return Decoded.Fail(CloseCode.ProtocolError);
            }

            if (!header.IsControl && header.Length > BytesMax(header) - _scratch.Length)
            {
                return Decoded.Fail(CloseCode.MessageTooBig);
            }

            if (buffer.Length < header.HeaderLength + header.Length)
            {
                return default;
            }

            var payload = buffer.Slice(header.HeaderLength, header.Length);
            buffer = buffer.Slice(payload.End);
            var decoded = header.IsControl ? Control(header, payload) : Data(header, payload);
            if (decoded.Kind != DecodedKind.Incomplete)
            {
                return decoded;
            }
        }
    }

    public override bool Discard(ref ReadOnlySequence<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (_discarding != 0)
            {
                var dropped = _discarding < 0 ? buffer.Length : Math.Min(_discarding, buffer.Length);
                buffer = buffer.Slice(dropped);
                _discarding = Math.Max(-1, _discarding - dropped);
                continue;
            }

            var parsed = FrameHeader.TryParse(buffer, inflater is not null, out var header);
            if (parsed is null)
            {
                return false;
            }

            if (header.Opcode == Opcode.Close && parsed is true)
            {
                return true;
            }

            buffer = buffer.Slice(header.HeaderLength);
            _discarding = parsed is true ? header.Length : -1;
        }

        return false;
    }

    public override void Release()
    {
        // Between fragments the memory holds the message so far.
        if (_fragmented == Opcode.Continuation)
        {
            _scratch.Release();
            inflater?.Release();
        }
    }

    /// <summary>RFC 6455 5.4: a continuation continues something, a new message does not start within another.</summary>
    private bool IsInPlace(FrameHeader header) =>
        header.IsControl || header.Opcode == Opcode.Continuation == (_fragmented != Opcode.Continuation);

    /// <summary>Most bytes of payload that the message of a frame may have, on the wire.</summary>
    private long BytesMax(FrameHeader header) =>
        header.IsCompressed || _isCompressed ? inflater!.CompressedBytesMax : messageBytesMax;

    private static Decoded Control(FrameHeader header, in ReadOnlySequence<byte> payload)
    {
        var copy = payload.ToArray();
        FrameMask.Apply(copy, header.Mask, 0);
        return header.Opcode switch
        {
            Opcode.Ping => new Decoded(DecodedKind.Ping, copy),
            Opcode.Pong => new Decoded(DecodedKind.Pong, copy),
            _ => new Decoded(DecodedKind.Close, copy),
        };
    }

    private Decoded Data(FrameHeader header, in ReadOnlySequence<byte> payload)
    {
        if (header.IsFinal && !header.IsCompressed && _fragmented == Opcode.Continuation)
        {
            return Whole(header, payload);
        }

        FrameMask.Apply(_scratch.Append(payload), header.Mask, 0);
        if (_fragmented == Opcode.Continuation)
        {
            _fragmented = header.Opcode;
            _isCompressed = header.IsCompressed;
            _utf8 = default;
        }

        if (_fragmented == Opcode.Text && !_isCompressed && !_utf8.Check(_scratch.Memory.Span, header.IsFinal))
        {
            _fragmented = Opcode.Continuation;
            return Invalid();
        }

        if (!header.IsFinal)
        {
            return default;
        }

        var opcode = _fragmented;
        _fragmented = Opcode.Continuation;
        if (_isCompressed)
        {
            _isCompressed = false;
            return Inflate(opcode);
        }

        return new Decoded(opcode == Opcode.Text ? DecodedKind.Text : DecodedKind.Binary, _scratch.Memory);
    }

    /// <summary>A compressed message, all of it in the scratch buffer. Only now there is text that can be checked.</summary>
    private Decoded Inflate(Opcode opcode) =>
        inflater!.Inflate(_scratch.Memory) is { } failure ? Decoded.Fail(failure) : Checked(opcode, inflater.Message);

    /// <summary>A message in one frame: unmasked where it lies, unless it lies in several segments.</summary>
    private Decoded Whole(FrameHeader header, in ReadOnlySequence<byte> payload)
    {
        Memory<byte> message;
        if (payload.IsSingleSegment)
        {
            message = MemoryMarshal.AsMemory(payload.First);
        }
        else
        {
            _scratch.Append(payload);
            message = _scratch.Memory;
        }

        FrameMask.Apply(message.Span, header.Mask, 0);
        return Checked(header.Opcode, message);
    }

    private Decoded Checked(Opcode opcode, ReadOnlyMemory<byte> message)
    {
        if (opcode == Opcode.Binary)
        {
            return new Decoded(DecodedKind.Binary, message);
        }

        return Utf8.IsValid(message.Span) ? new Decoded(DecodedKind.Text, message) : Invalid();
    }

    private Decoded Invalid()
    {
        _isInvalid = true;
        return new Decoded(DecodedKind.InvalidText);
    }
}

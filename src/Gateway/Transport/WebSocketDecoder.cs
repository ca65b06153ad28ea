using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace EventPlatform.Gateway.Transport;

/// <summary>
/// A client's frames (RFC 6455 5.2), no extensions. client: FIN opcode MASK length [extended length] key payload.
/// A frame is taken when all of it is there; its limit counts as soon as its header is.
/// </summary>
/// <param name="messageBytesMax">Longest message, over all its fragments.</param>
internal sealed class WebSocketDecoder(int messageBytesMax) : MessageDecoder
{
    private ScratchBuffer _scratch;
    private Utf8Progress _utf8;

    /// <summary>Opcode of the message whose fragments are coming; <see cref="Opcode.Continuation"/>: none.</summary>
    private Opcode _fragmented;
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
            var parsed = FrameHeader.TryParse(buffer, out var header);
            if (parsed is null)
            {
                return default;
            }

            if (parsed is false || !IsInPlace(header))
            {
                return Decoded.Fail(CloseCode.ProtocolError);
            }

            if (!header.IsControl && header.Length > messageBytesMax - _scratch.Length)
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

            var parsed = FrameHeader.TryParse(buffer, out var header);
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
        }
    }

    /// <summary>RFC 6455 5.4: a continuation continues something, a new message does not start within another.</summary>
    private bool IsInPlace(FrameHeader header) =>
        header.IsControl || header.Opcode == Opcode.Continuation == (_fragmented != Opcode.Continuation);

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
        if (header.IsFinal && _fragmented == Opcode.Continuation)
        {
            return Whole(header, payload);
        }

        FrameMask.Apply(_scratch.Append(payload), header.Mask, 0);
        if (_fragmented == Opcode.Continuation)
        {
            _fragmented = header.Opcode;
            _utf8 = default;
        }

        if (_fragmented == Opcode.Text && !_utf8.Check(_scratch.Memory.Span, header.IsFinal))
        {
            _isInvalid = true;
            _fragmented = Opcode.Continuation;
            return new Decoded(DecodedKind.InvalidText);
        }

        if (!header.IsFinal)
        {
            return default;
        }

        var kind = _fragmented == Opcode.Text ? DecodedKind.Text : DecodedKind.Binary;
        _fragmented = Opcode.Continuation;
        return new Decoded(kind, _scratch.Memory);
    }

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
        if (header.Opcode == Opcode.Binary)
        {
            return new Decoded(DecodedKind.Binary, message);
        }

        if (Utf8.IsValid(message.Span))
        {
            return new Decoded(DecodedKind.Text, message);
        }

        _isInvalid = true;
        return new Decoded(DecodedKind.InvalidText);
    }
}

using System.Runtime.CompilerServices;

namespace EventPlatform.Gateway.Transport;

/// <summary>The reader's side of the connection.</summary>
internal sealed partial class MessageConnection
{
    /// <summary>What the next read closes with; 0: nothing has failed.</summary>
    private CloseCode _failure;

    /// <summary>The next message. Not reading stops the peer. Completes at once while messages are buffered.</summary>
    public ValueTask<InboundMessage> Read()
    {
        if (_failure != default)
        {
            Close(_failure);
        }

        while (!IsClosing)
        {
            if (!_input.TryNext(out var decoded))
            {
                return ReadOn();
            }

            if (TryTake(decoded, out var message))
            {
                return new(message);
            }
        }

        return default;
    }

    /// <summary>Waits for input. An idle connection is here, so nothing is kept between two waits.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<InboundMessage> ReadOn()
    {
        while (true)
        {
            Decoded decoded;
            try
            {
                decoded = _input.Take(await _input.Fetch());
            }
            catch (Exception exception) when (MessageInput.IsEndOfConnection(exception))
            {
                decoded = _input.Break();
            }

            while (decoded.Kind != DecodedKind.Incomplete)
            {
                if (TryTakeOrEnd(decoded, out var message))
                {
                    return message;
                }

                _input.TryNext(out decoded);
            }
        }
    }

    /// <summary>As the other; while closing the reader gets the end.</summary>
    private bool TryTakeOrEnd(in Decoded decoded, out InboundMessage message)
    {
        if (!IsClosing)
        {
            return TryTake(decoded, out message);
        }

        if (decoded.Kind is DecodedKind.Close or DecodedKind.End)
        {
            // It is not said twice, and whoever finishes the connection would wait for it.
            _end.PeerEnded();
        }

        message = default;
        return true;
    }

    /// <summary>Deals with what is not a message.</summary>
    /// <returns>Whether the reader gets something.</returns>
    private bool TryTake(in Decoded decoded, out InboundMessage message)
    {
        message = default;
        switch (decoded.Kind)
        {
            case DecodedKind.Text or DecodedKind.Binary:
                message = new InboundMessage(decoded.Kind == DecodedKind.Text ? InboundKind.Text : InboundKind.Binary, decoded.Payload);
                break;
            case DecodedKind.TooLarge:
                message = new InboundMessage(InboundKind.TooLarge, default);
                break;
            case DecodedKind.InvalidText:
                message = Fail(InboundKind.InvalidText, CloseCode.InvalidPayload);
                break;
            case DecodedKind.Ping:
                _output.Enqueue(new OutboundFrame(decoded.Payload, OutboundFrame.NoNumber, OutboundKind.Pong));
                break;
            case DecodedKind.Close:
                _end.PeerEnded();
                PeerClosed(decoded.Payload);
                return true;
            case DecodedKind.Failed:
                var isTooLarge = decoded.Failure == CloseCode.MessageTooBig;
                message = Fail(isTooLarge ? InboundKind.TooLarge : InboundKind.InvalidFrame, decoded.Failure);
                break;
            case DecodedKind.End when _input.IsBroken:
                Abort();
                return true;
            case DecodedKind.End:
                _end.PeerEnded();
                return true;
            case DecodedKind.Cancelled:
                return false;
        }

        _times.Received(decoded.Kind);
        MessagesReceived += message.Kind == InboundKind.End ? 0 : 1;
        return message.Kind != InboundKind.End;
    }

    /// <summary>The reader is told first: it may owe answers to what came before.</summary>
    private InboundMessage Fail(InboundKind kind, CloseCode code)
    {
        _failure = code;
        return new InboundMessage(kind, default, code);
    }

    /// <summary>Answers the peer's close frame with its code, or with what is wrong with it (RFC 6455 5.5.1, 7.1.5).</summary>
    private void PeerClosed(ReadOnlyMemory<byte> payload)
    {
        _ = CloseFrame.Check(payload.Span) is { } failure
            ? Close(failure)
            : CloseWith(CloseFrame.Status(payload.Span), CloseFrame.Echo(payload), isDropping: false);
    }
}

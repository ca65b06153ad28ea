using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace EventPlatform.Gateway.Transport;

/// <summary>The one read loop of every connection: several messages out of one read, no buffer held while waiting.</summary>
internal sealed class MessageInput(PipeReader input, MessageDecoder decoder)
{
    private ReadOnlySequence<byte> _buffer;
    private long _fetched;
    private bool _isHolding;
    private bool _isEnded;

    /// <summary>Bytes that came in, framing included.</summary>
    public long BytesReceived { get; private set; }

    /// <summary>Whether the input ended because the socket is gone, not because the peer has ended its side.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The next thing in the input; at once while something is buffered. What was given before is not valid any more.</summary>
    public ValueTask<Decoded> Next()
    {
        decoder.Release();
        if (_isHolding)
        {
            var decoded = decoder.Decode(ref _buffer);
            if (decoded.Kind != DecodedKind.Incomplete)
            {
                return new(decoded);
            }
        }

        return More();
    }

    /// <summary>
    /// Reads and drops until the peer's close frame, the end of input, an error, or until a cancelled wait finds that it must stop.
    /// </summary>
    public async Task Discard(Func<bool> mustStop)
    {
        decoder.Release();
        try
        {
            while (!mustStop() && !(_isHolding && decoder.Discard(ref _buffer)) && !_isEnded)
            {
                GiveBack();
                Hold(await input.ReadAsync());
            }
        }
        catch (Exception exception) when (IsEndOfConnection(exception))
        {
            _isEnded = true;
        }
    }

    /// <summary>Whether an error of a pipe means that the connection is over, which is nothing to tell.</summary>
    internal static bool IsEndOfConnection(Exception exception) =>
        exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Decoded> More()
    {
        try
        {
            GiveBack();
            while (!_isEnded)
            {
                var result = await input.ReadAsync();
                Hold(result);
                if (result.IsCanceled)
                {
                    return new Decoded(DecodedKind.Cancelled);
                }

                var decoded = decoder.Decode(ref _buffer);
                if (decoded.Kind != DecodedKind.Incomplete)
                {
                    return decoded;
                }

                GiveBack();
            }
        }
        catch (Exception exception) when (IsEndOfConnection(exception))
        {
            _isEnded = true;
            _isHolding = false;
            IsBroken = true;
        }

        return new Decoded(DecodedKind.End);
    }

    private void Hold(ReadResult result)
    {
        _buffer = result.Buffer;
        _fetched = _buffer.Length;
        _isHolding = true;
        _isEnded = result.IsCompleted;
    }

    /// <summary>Returns what was decoded to the pipe. The rest is an incomplete frame, so the next read waits for new bytes.</summary>
    private void GiveBack()
    {
        if (_isHolding)
        {
            _isHolding = false;
            BytesReceived += _fetched - _buffer.Length;
            input.AdvanceTo(_buffer.Start, _buffer.End);
            _buffer = default;
        }
    }
}

using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;

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

    /// <summary>The next thing in what has been read. What was given before is not valid any more.</summary>
    /// <returns>False: more must be fetched.</returns>
    public bool TryNext(out Decoded decoded)
    {
        decoder.Release();
        decoded = _isHolding ? decoder.Decode(ref _buffer) : default;
        return decoded.Kind != DecodedKind.Incomplete;
    }

    /// <summary>Reads on when there is nothing more in what has been read. What it gives, or fails with, goes to the others.</summary>
    public ValueTask<ReadResult> Fetch()
    {
        GiveBack();
        return _isEnded ? new(new ReadResult(default, isCanceled: false, isCompleted: true)) : input.ReadAsync();
    }

    /// <summary>The first thing in what was fetched, which may be incomplete still.</summary>
    public Decoded Take(in ReadResult fetched)
    {
        if (_isEnded)
        {
            return new Decoded(DecodedKind.End);
        }

        Hold(fetched);
        return fetched.IsCanceled ? new Decoded(DecodedKind.Cancelled) : decoder.Decode(ref _buffer);
    }

    /// <summary>Fetching failed as it does when the connection is over.</summary>
    public Decoded Break()
    {
        _isEnded = true;
        _isHolding = false;
        IsBroken = true;
        return new Decoded(DecodedKind.End);
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
                var fetched = await input.ReadAsync();
                Hold(fetched);
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

    private void Hold(in ReadResult result)
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

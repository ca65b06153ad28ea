using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace EventPlatform.Fuzz.Frames;

/// <summary>RFC 6455 5 and 7.4 as a model, written apart from the gateway's decoder: what must come of a sequence of frames.</summary>
/// <param name="messageBytesMax">Longest message.</param>
internal sealed class FrameModel(int messageBytesMax)
{
    private readonly List<byte[]> _messages = [];
    private readonly List<byte[]> _pings = [];
    private List<byte>? _fragments;
    private bool _isText;

    public static FrameOutcome Of(IEnumerable<ClientFrame> frames, int messageBytesMax) => new FrameModel(messageBytesMax).Run(frames);

    private FrameOutcome Run(IEnumerable<ClientFrame> frames)
    {
        foreach (var frame in frames)
        {
            if (HeaderFailure(frame) is { } code)
            {
                return End(code);
            }

            if (frame.Length > (ulong)frame.Payload.Length)
            {
                // The rest never comes.
                return End(null);
            }

            var end = frame.IsControl ? Control(frame) : Data(frame);
            if (end is not null)
            {
                return end;
            }
        }

        return End(null);
    }

    private FrameOutcome End(int? code) => new(_messages, _pings, code);

    /// <returns>The close code for what is wrong with the header; null: nothing.</returns>
    private int? HeaderFailure(ClientFrame frame)
    {
        var isKnown = frame.Opcode is <= 2 or (>= 8 and <= 10);
        if (frame.Reserved != 0 || !isKnown || !frame.IsMasked || !frame.IsShortest || frame.Length > long.MaxValue)
        {
            return 1002;
        }

        if (frame.IsControl)
        {
            return frame.IsFinal && frame.Length <= 125 ? null : 1002;
        }

        if (frame.Opcode == 0 == _fragments is null)
        {
            return 1002;
        }

        return frame.Length + (ulong)(_fragments?.Count ?? 0) > (ulong)messageBytesMax ? 1009 : null;
    }

    private FrameOutcome? Control(ClientFrame frame)
    {
        if (frame.Opcode == ServerFrame.Ping)
        {
            _pings.Add(frame.Payload);
        }

        return frame.Opcode == ServerFrame.Close ? End(CloseCodeFor(frame.Payload)) : null;
    }

    /// <summary>The answer to a close frame: its own code, or what is wrong with it.</summary>
    private static int CloseCodeFor(byte[] payload)
    {
        if (payload.Length == 0)
        {
            return 1005;
        }

        var code = payload.Length == 1 ? 0 : (payload[0] << 8) | payload[1];
        var mayBeSent = code is (>= 1000 and <= 1003) or (>= 1007 and <= 1011) or (>= 3000 and <= 4999);
        return !mayBeSent ? 1002 : Utf8.IsValid(payload.AsSpan(2)) ? code : 1007;
    }

    private FrameOutcome? Data(ClientFrame frame)
    {
        if (_fragments is null)
        {
            _fragments = [];
            _isText = frame.Opcode == ServerFrame.Text;
        }

        _fragments.AddRange(frame.Payload);
        if (_isText && !MayBecomeValid(_fragments.ToArray(), frame.IsFinal))
        {
            return End(1007) with { IsInvalidText = true };
        }

        if (!frame.IsFinal)
        {
            return null;
        }

        var message = _fragments.ToArray();
        _fragments = null;
        if (!_isText)
        {
            return End(1003) with { IsBinary = true };
        }

        _messages.Add(message);
        return null;
    }

    /// <summary>Whether text is valid, or may become so with what follows.</summary>
    private static bool MayBecomeValid(ReadOnlySpan<byte> text, bool isWhole)
    {
        while (!text.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(text, out _, out var length);
            if (status == OperationStatus.NeedMoreData)
            {
                return !isWhole;
            }

            if (status != OperationStatus.Done)
            {
                return false;
            }

            text = text[length..];
        }

        return true;
    }
}

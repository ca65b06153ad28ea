using System.IO.Compression;
using EventPlatform.Fuzz.Frames;
using EventPlatform.Testing.Fuzzing;

namespace EventPlatform.Fuzz.Net;

/// <summary>Messages as text frames over WebSocket.</summary>
internal sealed class FrameWire(WebSocketPeer peer, FuzzContext context) : IMessageWire
{
    private const int MessageBytesMax = 65_536;

    /// <summary>RSV1 (RFC 7692 6).</summary>
    private const int Compressed = 4;

    private readonly Random _random = context.Random;

    public bool IsLine => false;

    public Task Reading => peer.Reading;

    public int CloseCode => peer.CloseCode ?? 0;

    public string? Wrong => peer.Wrong;

    /// <summary>In one frame or several, sometimes with a ping between.</summary>
    public Task<bool> Send(byte[] message)
    {
        context.Journal.Add("ws message", message);
        var isCompressed = peer.MayCompress && _random.Next(3) > 0;
        return SendFragments(isCompressed ? Deflation.Deflate(message, Level()) : message, isCompressed);
    }

    /// <summary>Sends what the gateway closes the connection for, without an error before it.</summary>
    /// <returns>What it was.</returns>
    public async Task<MessageKind> SendWrong()
    {
        var kind = _random.Next(8);
        if (kind < 2 && peer.MayCompress)
        {
            // A block of the type that there is not (RFC 1951 3.2.3).
            await SendFragments([0x07, .. new byte[_random.Next(200)]], isCompressed: true);
            return MessageKind.NotInflatable;
        }

        if (kind < 4 && peer.MayCompress)
        {
            await SendFragments(Deflation.Deflate(new byte[_random.Next(MessageBytesMax + 1, 3_000_000)], Level()), isCompressed: true);
            return MessageKind.TooLarge;
        }

        if (kind < 6)
        {
            await peer.SendUnnoted(Frame(ServerFrame.Text, new byte[MessageBytesMax + 1], isFinal: true).ToBytes());
            return MessageKind.TooLarge;
        }

        var frame = Frame(ServerFrame.Text, [1, 2, 3], isFinal: true);
        await peer.Send(kind == 6 ? frame with { Reserved = _random.Next(1, 4) } : frame with { IsMasked = false });
        return MessageKind.WrongFrame;
    }

    private CompressionLevel Level() => _random.Next(3) == 0 ? CompressionLevel.NoCompression : CompressionLevel.Fastest;

    private Task<bool> SendFragments(byte[] message, bool isCompressed)
    {
        var bytes = new List<byte>();
        var (position, opcode) = (0, ServerFrame.Text);
        while (true)
        {
            var isLast = _random.Next(4) > 0;
            var length = isLast ? message.Length - position : _random.Next(message.Length - position + 1);
            var frame = Frame(opcode, message[position..(position + length)], isLast);
            bytes.AddRange((isCompressed && opcode != ServerFrame.Continuation ? frame with { Reserved = Compressed } : frame).ToBytes());
            (position, opcode) = (position + length, ServerFrame.Continuation);
            if (isLast)
            {
                return peer.SendUnnoted(bytes.ToArray(), inPieces: _random.Next(3) == 0);
            }

            if (_random.Next(3) == 0)
            {
                bytes.AddRange(Frame(ServerFrame.Ping, message[..Math.Min(_random.Next(126), message.Length)], isFinal: true).ToBytes());
            }
        }
    }

    public async Task End() => await peer.SendClose();

    public void Reset() => peer.Reset();

    public void Dispose() => peer.Dispose();

    private ClientFrame Frame(int opcode, byte[] payload, bool isFinal) =>
        new(opcode, payload) { IsFinal = isFinal, Mask = (uint)_random.NextInt64() };
}

using EventPlatform.Fuzz.Frames;

namespace EventPlatform.Fuzz.Net;

/// <summary>Messages as text frames over WebSocket.</summary>
internal sealed class FrameWire(WebSocketPeer peer, FuzzContext context) : IMessageWire
{
    private readonly Random _random = context.Random;

    public bool IsLine => false;

    public Task Reading => peer.Reading;

    public int CloseCode => peer.CloseCode ?? 0;

    public string? Wrong => peer.Wrong;

    /// <summary>In one frame or several, sometimes with a ping between.</summary>
    public Task<bool> Send(byte[] message)
    {
        context.Journal.Add("ws message", message);
        var bytes = new List<byte>();
        var (position, opcode) = (0, ServerFrame.Text);
        while (true)
        {
            var isLast = _random.Next(4) > 0;
            var length = isLast ? message.Length - position : _random.Next(message.Length - position + 1);
            bytes.AddRange(Frame(opcode, message[position..(position + length)], isLast).ToBytes());
            (position, opcode) = (position + length, ServerFrame.Continuation);
            if (isLast)
            {
                return peer.SendUnnoted(bytes.ToArray(), inPieces: _random.Next(3) == 0);
            }

            bytes.AddRange(_random.Next(3) == 0 ? Frame(ServerFrame.Ping, message[..Math.Min(_random.Next(126), message.Length)], true).ToBytes() : []);
        }
    }

    public async Task End() => await peer.SendClose();

    public void Reset() => peer.Reset();

    public void Dispose() => peer.Dispose();

    private ClientFrame Frame(int opcode, byte[] payload, bool isFinal) =>
        new(opcode, payload) { IsFinal = isFinal, Mask = (uint)_random.NextInt64() };
}

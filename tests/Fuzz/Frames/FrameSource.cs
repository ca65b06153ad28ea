using System.Text;
using EventPlatform.Testing.Fuzzing;

namespace EventPlatform.Fuzz.Frames;

/// <summary>Random sequences of frames: messages in fragments with control frames between, and now and then something wrong.</summary>
internal sealed class FrameSource(Random random)
{
    private const int LimitBytes = 65_536;

    private readonly JsonSource _json = new(random);
    private readonly List<ClientFrame> _frames = [];
    private int _lastTid;

    public IReadOnlyList<ClientFrame> Frames()
    {
        for (var count = random.Next(1, 15); count > 0; count--)
        {
            if (random.Next(12) == 0)
            {
                AddWrong();
            }
            else
            {
                AddMessage(Message(), ServerFrame.Text);
            }
        }

        return _frames;
    }

    private uint Mask() => random.Next(5) == 0 ? 0 : (uint)random.NextInt64();

    private byte[] Message() => Encoding.UTF8.GetBytes(random.Next(30) switch
    {
        0 => _json.Value().ToText(),
        1 => "",
        2 => Padded(Request(), LimitBytes - random.Next(3)),
        3 => Padded(Request(), random.Next(120, 130)),
        4 => Padded(Request(), random.Next(65_530, 65_537)),
        5 => $"{{\"ack\":{_json.Value(2).ToText()}}}",
        6 => $"{{\"result\":\"ok\",\"tid\":{_json.Value(2).ToText()}}}",
        7 => "\uFEFF" + Request(),
        _ => Request(),
    });

    private string Request()
    {
        var tid = random.Next(4) == 0 ? _json.Value(3).ToText(() => _json.Gap(" \r\n\t")) : $"{++_lastTid}";
        return $"{{\"class\":{_json.Quoted()},\"cmd\":{_json.Value(2).ToText()},\"data\":{_json.Value(3).ToText()},\"tid\":{tid}}}";
    }

    private static string Padded(string message, int bytes) =>
        message + new string(' ', Math.Max(0, bytes - Encoding.UTF8.GetByteCount(message)));

    private void AddMessage(byte[] message, int opcode)
    {
        var position = 0;
        while (true)
        {
            var isLast = random.Next(3) > 0;
            var length = isLast ? message.Length - position : random.Next(message.Length - position + 1);
            _frames.Add(new ClientFrame(opcode, message[position..(position + length)]) { IsFinal = isLast, Mask = Mask() });
            (position, opcode) = (position + length, ServerFrame.Continuation);
            AddControl();
            if (isLast)
            {
                return;
            }
        }
    }

    private void AddControl()
    {
        while (random.Next(6) == 0)
        {
            var payload = new byte[random.Next(4) switch { 0 => 0, 1 => 125, _ => random.Next(126) }];
            random.NextBytes(payload);
            _frames.Add(new ClientFrame(random.Next(3) == 0 ? ServerFrame.Pong : ServerFrame.Ping, payload) { Mask = Mask() });
        }
    }

    private void AddWrong()
    {
        var frame = new ClientFrame(ServerFrame.Text, Message()) { Mask = Mask() };
        switch (random.Next(14))
        {
            case 0:
                _frames.Add(frame with { Reserved = random.Next(1, 8) });
                break;
            case 1:
                _frames.Add(frame with { Opcode = random.Next(3, 8) });
                break;
            case 2:
                _frames.Add(new ClientFrame(random.Next(11, 16), []) { Mask = Mask() });
                break;
            case 3:
                _frames.Add(frame with { IsMasked = false });
                break;
            case 4:
                _frames.Add(new ClientFrame(random.Next(8, 11), new byte[random.Next(126, 200)]) { Mask = Mask() });
                break;
            case 5:
                _frames.Add(new ClientFrame(random.Next(8, 11), []) { IsFinal = false, Mask = Mask() });
                break;
            case 6:
                _frames.Add(frame with { LengthBytes = frame.Payload.Length < 126 && random.Next(2) == 0 ? 2 : 8 });
                break;
            case 7:
                _frames.Add(frame with { LengthBytes = 8, ToldLength = (ulong)random.NextInt64() | (random.Next(2) == 0 ? 1UL << 63 : 0) });
                break;
            case 8:
                _frames.Add(frame with { Opcode = ServerFrame.Continuation });
                break;
            case 9:
                _frames.Add(frame with { IsFinal = false });
                _frames.Add(frame);
                break;
            case 10:
                AddMessage(InvalidText(), ServerFrame.Text);
                break;
            case 11:
                AddMessage(frame.Payload, opcode: 2);
                break;
            case 12:
                AddMessage(new byte[LimitBytes + random.Next(1, 3)], random.Next(1, 3));
                break;
            default:
                _frames.Add(new ClientFrame(ServerFrame.Close, ClosePayload()) { Mask = Mask() });
                break;
        }
    }

    private byte[] InvalidText()
    {
        var text = Encoding.UTF8.GetBytes(Request());
        var at = random.Next(text.Length);
        byte[] bad = random.Next(6) switch
        {
            0 => [0xFF],
            1 => [0xC0, 0x80],
            2 => [0xED, 0xA0, 0x80],
            3 => [0xF4, 0x90, 0x80, 0x80],
            4 => [0xE2, 0x82],
            _ => [0x80],
        };
        return [.. text[..at], .. bad, .. text[at..]];
    }

    private byte[] ClosePayload()
    {
        var code = random.Next(4) switch
        {
            0 => random.Next(5_100),
            1 => random.Next(999, 1_017),
            2 => 1_000,
            _ => random.Next(3_000, 5_000),
        };
        return random.Next(5) switch
        {
            0 => [],
            1 => [3],
            2 => [(byte)(code >> 8), (byte)code, 0xC3, 0x28],
            _ => [(byte)(code >> 8), (byte)code, .. "bye é"u8],
        };
    }
}

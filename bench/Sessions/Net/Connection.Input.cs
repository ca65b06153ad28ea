using System.Buffers.Binary;
using System.Text;

namespace EventPlatform.Bench.Sessions.Net;

// What comes from the server: bytes, cut into the answer to the upgrade, then frames or lines.
internal sealed partial class Connection
{
    private const int MessageBytesMax = 256 * 1024 * 1024;

    private readonly HeldInput _held = new();

    private void Read(bool untilEnd)
    {
        var opening = _opening;
        while (_state != State.Ended && opening == _opening)
        {
            var isHeld = !_held.IsEmpty;
            Span<byte> room = isHeld ? _held.Room() : loop.Input;
            var count = Posix.Receive(_socket, room);
            if (count <= 0)
            {
                ReadNothing(count);
                return;
            }

            ReadCount++;
            Take(isHeld ? _held.Added(count) : room[..count], opening);
            if (count < room.Length && !untilEnd)
            {
                return;
            }
        }
    }

    private void ReadNothing(int count)
    {
        if (count == 0)
        {
            End(OrderlyEnd());
        }
        else if (Posix.LastError() is not (Posix.Again or Posix.Interrupted) and var error)
        {
            End(new ConnectionEnd(ConnectionEnd.Gone, Posix.TextOf(error)));
        }
    }

    /// <summary>Takes all whole messages, and keeps the rest.</summary>
    private void Take(ReadOnlySpan<byte> bytes, int opening)
    {
        while (!bytes.IsEmpty)
        {
            var taken = TakeOne(bytes, out var wanted);
            if (_state == State.Ended || opening != _opening)
            {
                return;
            }

            if (taken == 0)
            {
                _held.Hold(bytes, wanted);
                return;
            }

            bytes = bytes[taken..];
        }
    }

    /// <returns>Bytes taken; 0: more must come first.</returns>
    private int TakeOne(ReadOnlySpan<byte> bytes, out long wanted)
    {
        wanted = 0;
        if (_state == State.Upgrading)
        {
            return TakeUpgrade(bytes);
        }

        return server.Framing switch
        {
            Framing.WebSocket => TakeFrame(bytes, out wanted),
            Framing.Line => TakeLine(bytes),
            _ => TakeHttp(bytes),
        };
    }

    private int TakeUpgrade(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return 0;
        }

        var head = bytes[..end];
        if (!head.StartsWith("HTTP/1.1 101 "u8) || head.IndexOf(ServerAddress.UpgradeAccept) < 0)
        {
            return Fail($"the upgrade was answered by {Encoding.UTF8.GetString(head)}");
        }

        _state = State.Open;
        owner.Opened();
        return end + 4;
    }

    private int TakeLine(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        if (end >= 0)
        {
            owner.Received(bytes[..end]);
        }

        return end + 1;
    }

    private int TakeHttp(ReadOnlySpan<byte> bytes)
    {
        if (!HttpAnswer.TryRead(bytes, out var answer))
        {
            return Fail("not an HTTP answer with Content-Length");
        }

        if (answer.Length > 0)
        {
            owner.Received(bytes[..answer.Length]);
        }

        return answer.Length;
    }

    private int TakeFrame(ReadOnlySpan<byte> bytes, out long wanted)
    {
        wanted = 0;
        if (!ServerFrame.TryRead(bytes, out var frame) || frame.Length > MessageBytesMax)
        {
            return Fail("not a frame that a server sends");
        }

        wanted = frame.Length;
        switch (frame.Opcode)
        {
            case 0:
                return 0;
            case 0x1:
                owner.Received(frame.Payload);
                break;
            case 0x8:
                TakeClose(frame.Payload);
                break;
            case 0x9 when _state == State.Open:
                PingCount++;
                loop.Output.Start().Raw(frame.Payload);
                Write(loop.Output.Frame(MessageBuffer.PongOpcode));
                break;
            default:
                break;
        }

        return (int)frame.Length;
    }

    /// <summary>The server's close, or its answer to ours: the end of the connection is its to make.</summary>
    private void TakeClose(ReadOnlySpan<byte> payload)
    {
        _closeCode = payload.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(payload) : ConnectionEnd.NoCode;
        if (_state == State.Open)
        {
            _state = State.Closing;
            WriteClose(_closeCode);
        }
    }
}

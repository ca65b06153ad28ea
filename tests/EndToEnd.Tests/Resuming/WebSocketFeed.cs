using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace EventPlatform.EndToEnd.Tests.Resuming;

/// <summary>The feed over WebSocket (RFC 6455).</summary>
internal sealed class WebSocketFeed : FeedConnection
{
    private const string Path = "/communication_manager/ws/event";
    private const int Text = 1;
    private const int Close = 8;
    private const int Ping = 9;
    private const int Pong = 10;
    private bool _isLeaving;

    private WebSocketFeed(Socket socket) : base(socket)
    {
    }

    internal override bool AnswersFarewell => true;

    /// <param name="port">Where to.</param>
    /// <param name="query">With its question mark, or nothing.</param>
    /// <returns>null: the gateway is not there.</returns>
    internal static async Task<FeedConnection?> Open(int port, string query)
    {
        if (await Connect(port) is not { } socket)
        {
            return null;
        }

        var connection = new WebSocketFeed(socket);
        var status = await connection.Ask(
            Path + query,
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
            "Sec-WebSocket-Version: 13");
        if (status == 101)
        {
            return connection;
        }

        connection.Dispose();
        return status == 0 ? null : throw new InvalidDataException($"the upgrade was answered {status}");
    }

    /// <summary>A text message, such as a filter message.</summary>
    internal Task Say(string text) => Frame(Text, Encoding.UTF8.GetBytes(text));

    internal override async Task<FeedMessage?> Next()
    {
        while (await ReadFrame() is var (opcode, payload))
        {
            switch (opcode)
            {
                case Text:
                    return FeedMessage.OfWebSocket(Encoding.UTF8.GetString(payload));
                case Ping:
                    await Frame(Pong, payload);
                    break;
                case Close:
                    IsClosed = true;
                    await (_isLeaving ? Task.FromResult(true) : Frame(Close, payload));
                    return null;
                default:
                    throw new InvalidDataException($"a frame of opcode {opcode}");
            }
        }

        return null;
    }

    internal override Task Leave()
    {
        _isLeaving = true;
        return Frame(Close, [1000 >> 8, 1000 & 0xFF]);
    }

    private async Task<(int Opcode, byte[] Payload)?> ReadFrame()
    {
        if (!await Need(2))
        {
            return null;
        }

        var (first, second) = (Buffered[0], Buffered[1]);
        if ((first & 0xF0) != 0x80 || (second & 0x80) != 0)
        {
            throw new InvalidDataException($"a frame that begins {first:X2} {second:X2}: fragments, extensions or a mask");
        }

        var headLength = second switch { 126 => 4, 127 => 10, _ => 2 };
        if (!await Need(headLength))
        {
            return null;
        }

        var length = second switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(Buffered[2..]),
            127 => (int)BinaryPrimitives.ReadInt64BigEndian(Buffered[2..]),
            _ => second,
        };
        if (!await Need(headLength + length))
        {
            return null;
        }

        var payload = Buffered.Slice(headLength, length).ToArray();
        Take(headLength + length);
        return (first & 0x0F, payload);
    }

    /// <summary>The mask must be there, not unknown: zeros leave the payload as it is. Payloads are short.</summary>
    private Task<bool> Frame(int opcode, byte[] payload)
    {
        byte[] length = payload.Length < 126
            ? [(byte)(0x80 | payload.Length)]
            : [0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length];
        return Send((byte[])[(byte)(0x80 | opcode), .. length, 0, 0, 0, 0, .. payload]);
    }
}

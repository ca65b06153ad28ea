using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using EventPlatform.EndToEnd.Tests.Conformance.Format;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>
/// WebSocket (RFC 6455), by hand: the framework's client neither sends what is wrong nor shows pings. Checks that the server sends whole
/// text frames without mask, and answers pings unless told not to. Carries the External API, or the event feed.
/// </summary>
internal sealed class WebSocketPeer : SocketPeer
{
    private const int Text = 1;
    private const int Binary = 2;
    private const int Close = 8;
    private const int Ping = 9;
    private const int Pong = 10;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Real time in which a pong comes.</summary>
    private static readonly TimeSpan PongWithin = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _pongs = new(0);
    private int _pingsSent;
    private volatile bool _isMute;
    private volatile bool _isClosing;

    private readonly FeedMessages? _feed;

    private WebSocketPeer(Socket socket, FeedMessages? feed) : base(socket) => _feed = feed;

    internal override bool IsFeed => _feed is not null;

    internal override bool HasCloseCodes => true;

    protected override string Scheme => "ws";

    /// <param name="opening">Asks for it.</param>
    /// <param name="feed">null: it carries the External API.</param>
    /// <returns>The connection, if the answer is 101, and the answer.</returns>
    internal static async Task<(WebSocketPeer? Peer, OpeningAnswer Answer)> Open(Opening opening, FeedMessages? feed)
    {
        var peer = new WebSocketPeer(await Connect(opening.Port), feed);
        try
        {
            if (opening.IsTls)
            {
                await peer.Encrypt();
            }

            var answer = await peer.Ask(opening.Upgrade());
            if (answer.Status == 101)
            {
                peer.StartReading();
                return (peer, answer);
            }

            await peer.DisposeAsync();
            return (null, answer);
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    internal override Task Send(ReadOnlyMemory<byte> bytes, SendKind kind) => kind switch
    {
        SendKind.Message or SendKind.Bytes => Frame(Text, bytes),
        SendKind.Binary => Frame(Binary, bytes),
        _ => throw new NotSupportedException("Frames are not raw."),
    };

    internal override Task BeginClose()
    {
        _isClosing = true;
        return Frame(Close, new byte[] { 1000 >> 8, 1000 & 0xFF });
    }

    internal override Task Do(Deed deed)
    {
        switch (deed)
        {
            case Deed.Mute:
                _isMute = true;
                return Task.CompletedTask;
            case Deed.Ping:
                _pingsSent++;
                return Frame(Ping, "ping"u8.ToArray());
            case Deed.Ponged:
                return AwaitPongs();
            default:
                return base.Do(deed);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _pongs.Dispose();
    }

    protected override async Task<Incoming?> ReadMessages()
    {
        while (await ReadFrame() is var (opcode, payload))
        {
            switch (opcode)
            {
                case Text:
                    Came(Strict.GetString(payload));
                    break;
                case Ping:
                    CamePing();
                    await (_isMute ? Task.CompletedTask : Frame(Pong, payload));
                    break;
                case Pong:
                    _pongs.Release();
                    break;
                case Close:
                    await (_isClosing ? Task.CompletedTask : Frame(Close, payload));
                    Came(new Incoming.Closed(CodeOf(payload)));
                    return await ReadByte() < 0 ? null : new Incoming.Broken("more after the close frame");
                default:
                    return new Incoming.Broken($"a frame of opcode {opcode}");
            }
        }

        return new Incoming.Broken("no close frame");
    }

    private void Came(string text)
    {
        if ((_feed is null ? new Incoming.Message(text) : _feed.Take(text)) is { } incoming)
        {
            Came(incoming);
        }
    }

    private async Task AwaitPongs()
    {
        for (; _pingsSent > 0; _pingsSent--)
        {
            _ = await _pongs.WaitAsync(PongWithin) ? true : throw new InvalidDataException("no pong has come");
        }
    }

    /// <summary>1005 stands for a close frame without a code (RFC 6455 7.1.5).</summary>
    private static int CodeOf(byte[] payload) => payload.Length < 2 ? 1005 : BinaryPrimitives.ReadUInt16BigEndian(payload);

    private Task Frame(int opcode, ReadOnlyMemory<byte> payload)
    {
        byte[] length = payload.Length switch
        {
            < 126 => [(byte)(0x80 | payload.Length)],
            <= ushort.MaxValue => [0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length],
            _ => [0x80 | 127, 0, 0, 0, 0, .. BigEndian(payload.Length)],
        };

        // The mask must be there, not unknown: zeros leave the payload as it is.
        return Write((byte[])[(byte)(0x80 | opcode), .. length, 0, 0, 0, 0, .. payload.Span]);
    }

    private static byte[] BigEndian(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private async Task<(int Opcode, byte[] Payload)?> ReadFrame()
    {
        if (await ReadByte() is not (>= 0 and var first))
        {
            return null;
        }

        var second = await Need();
        if ((first & 0xF0) != 0x80 || (second & 0x80) != 0)
        {
            throw new InvalidDataException($"a frame that begins {first:X2} {second:X2}: fragments, extensions or a mask");
        }

        var length = (long)second;
        if (length >= 126)
        {
            var count = length == 126 ? 2 : 8;
            length = 0;
            for (var index = 0; index < count; index++)
            {
                length = (length << 8) | (uint)await Need();
            }
        }

        return (first & 0x0F, await ReadBytes((int)length) ?? throw new InvalidDataException("the server ended amid a frame"));
    }

    private async ValueTask<int> Need() =>
        await ReadByte() is >= 0 and var next ? next : throw new InvalidDataException("the server ended amid a frame");
}

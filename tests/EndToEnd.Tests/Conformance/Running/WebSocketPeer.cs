using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using EventPlatform.EndToEnd.Tests.Conformance.Format;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>
/// WebSocket (RFC 6455), by hand: the framework's client neither sends what is wrong nor shows pings. Checks that the server sends whole
/// text frames without mask, and answers pings unless told not to.
/// </summary>
internal sealed class WebSocketPeer : SocketPeer
{
    private const string FeedPath = "/communication_manager/ws/event";
    private const int Text = 1;
    private const int Binary = 2;
    private const int Close = 8;
    private const int Ping = 9;
    private const int Pong = 10;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Real time in which a ping comes once it is due.</summary>
    private static readonly TimeSpan PingWithin = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _pings = new(0);
    private volatile bool _isMute;
    private volatile bool _isClosing;

    private WebSocketPeer(Socket socket, bool isFeed = false) : base(socket) => IsFeed = isFeed;

    internal override bool HasCloseCodes => true;

    internal override bool IsFeed { get; }

    protected override string Scheme => "ws";

    /// <returns>The connection, or the status with which the upgrade was refused.</returns>
    internal static async Task<(WebSocketPeer? Peer, int Status)> Open(int port, string path) =>
        await Open(new WebSocketPeer(await Connect(port)), port, path, "");

    /// <summary>The event feed, as the manager.</summary>
    /// <param name="port">The HTTP port.</param>
    /// <param name="query">Such as <c>?filter=type:x</c>.</param>
    internal static async Task<(WebSocketPeer? Peer, int Status)> OpenFeed(int port, string query)
    {
        var authorization = $"Authorization: {BasicCredentials.Header("manager", "manag3rpa55word")}\r\n";
        return await Open(new WebSocketPeer(await Connect(port), isFeed: true), port, FeedPath + query, authorization);
    }

    private static async Task<(WebSocketPeer? Peer, int Status)> Open(WebSocketPeer peer, int port, string path, string headers)
    {
        try
        {
            var status = await peer.Upgrade(port, path, headers);
            if (status == 101)
            {
                peer.StartReading();
                return (peer, status);
            }

            await peer.DisposeAsync();
            return (null, status);
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
            case Deed.Pinged:
                return AwaitPing();
            default:
                return base.Do(deed);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _pings.Dispose();
    }

    protected override async Task<Incoming?> ReadMessages()
    {
        while (await ReadFrame() is var (opcode, payload))
        {
            switch (opcode)
            {
                case Text:
                    Came(new Incoming.Message(Strict.GetString(payload)));
                    break;
                case Ping:
                    _pings.Release();
                    await (_isMute ? Task.CompletedTask : Frame(Pong, payload));
                    break;
                case Pong:
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

    /// <summary>Those that came before count as one.</summary>
    private async Task AwaitPing()
    {
        if (!await _pings.WaitAsync(PingWithin))
        {
            throw new InvalidDataException("no ping has come");
        }

        while (_pings.Wait(0))
        {
        }
    }

    /// <summary>1005 stands for a close frame without a code (RFC 6455 7.1.5).</summary>
    private static int CodeOf(byte[] payload) => payload.Length < 2 ? 1005 : BinaryPrimitives.ReadUInt16BigEndian(payload);

    private async Task<int> Upgrade(int port, string path, string headers)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        await Write(Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n{headers}\r\n"));
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append(await ReadByte() is >= 0 and var next ? (char)next : throw new InvalidDataException($"the upgrade ended: {head}"));
        }

        return int.Parse(head.ToString().Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

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

        var payload = new byte[length];
        for (var index = 0; index < length; index++)
        {
            payload[index] = (byte)await Need();
        }

        return (first & 0x0F, payload);
    }

    private async ValueTask<int> Need() =>
        await ReadByte() is >= 0 and var next ? next : throw new InvalidDataException("the server ended amid a frame");
}

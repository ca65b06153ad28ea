using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EventPlatform.Fuzz.Frames;

namespace EventPlatform.Fuzz.Net;

/// <summary>A WebSocket client that can also do wrong. It reads in the background, answers pings, judges the gateway's frames.</summary>
internal sealed class WebSocketPeer : IDisposable
{
    private readonly Peer _peer;
    private readonly FuzzContext _context;
    private readonly Func<byte[], string?> _onText;
    private readonly ServerFrames _frames;
    private readonly SemaphoreSlim _sending = new(1);
    private MemoryStream? _fragments;
    private bool _isFragmentedCompressed;

    private WebSocketPeer(Peer peer, FuzzContext context, ServerFrames frames, Func<byte[], string?> onText)
    {
        _peer = peer;
        _context = context;
        _frames = frames;
        _onText = onText;
        Reading = ReadAll();
    }

    /// <summary>Ends when the gateway has closed, or with the connection.</summary>
    public Task Reading { get; }

    /// <summary>The code of the gateway's close frame; 1005: it had none; null: no close frame came.</summary>
    public int? CloseCode { get; private set; }

    /// <summary>What the gateway did wrong first.</summary>
    public string? Wrong { get; private set; }

    /// <summary>Payloads of pongs, in their order.</summary>
    public List<byte[]> Pongs { get; } = [];

    /// <summary>Whether compression was agreed on.</summary>
    public bool MayCompress => _frames.MayCompress;

    /// <summary>Opens a WebSocket as RFC 6455 has it.</summary>
    /// <param name="context">The iteration.</param>
    /// <param name="port">Where to.</param>
    /// <param name="target">Path and query.</param>
    /// <param name="onText">Takes each text message, and says what is wrong with it.</param>
    /// <param name="headers">Further headers, each with its CRLF.</param>
    /// <returns>null: the gateway has not upgraded; what it answered instead is in the journal.</returns>
    public static async Task<WebSocketPeer?> Open(
        FuzzContext context, int port, string target, Func<byte[], string?> onText, string headers = "")
    {
        var peer = await Peer.Connect(context, port, "ws");
        var key = new byte[16];
        context.Random.NextBytes(key);
        var request = $"GET {target} HTTP/1.1\r\nHost: {context.Ports.Host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"{headers}Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {Convert.ToBase64String(key)}\r\n\r\n";
        await peer.Send(Encoding.ASCII.GetBytes(request));

        var frames = new ServerFrames();
        var head = await ReadHead(peer, frames).WaitAsync(FuzzContext.Patience, context.Cancel);
        if (head.StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal)
            && head.Contains($"Sec-WebSocket-Accept: {Accept(Convert.ToBase64String(key))}\r\n", StringComparison.OrdinalIgnoreCase))
        {
            context.Counts.Add("websockets");
            frames.MayCompress = head.Contains("Sec-WebSocket-Extensions: permessage-deflate", StringComparison.OrdinalIgnoreCase);
            return new WebSocketPeer(peer, context, frames, onText);
        }

        context.Journal.Add($"answer {head.ReplaceLineEndings("|")}");
        peer.Dispose();
        return null;
    }

    /// <summary>The answer to a key (RFC 6455 4.2.2).</summary>
    public static string Accept(string key)
    {
        // The handshake's hash guards nothing: it only shows that the server speaks WebSocket.
#pragma warning disable CA5350
        return Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
    }

    /// <summary>Sends a frame.</summary>
    public async Task<bool> Send(ClientFrame frame)
    {
        // Unmasked, so that it can be read.
        _context.Journal.Add($"ws frame {frame.Opcode}", frame.Payload);
        return await SendUnnoted(frame.ToBytes());
    }

    /// <summary>Sends a text message in one frame.</summary>
    public Task<bool> SendText(byte[] message) => Send(new ClientFrame(1, message) { Mask = (uint)_context.Random.NextInt64() });

    /// <summary>Sends a close frame.</summary>
    public Task<bool> SendClose(int code = 1000) => Send(new ClientFrame(8, [(byte)(code >> 8), (byte)code]) { Mask = 7 });

    /// <summary>Sends bytes as they are.</summary>
    public Task<bool> SendBytes(ReadOnlyMemory<byte> bytes, bool inPieces)
    {
        _context.Journal.Add("ws", bytes.Span);
        return SendUnnoted(bytes, inPieces);
    }

    /// <summary>As <see cref="SendBytes"/>; somebody else has noted it.</summary>
    public async Task<bool> SendUnnoted(ReadOnlyMemory<byte> bytes, bool inPieces = false)
    {
        await _sending.WaitAsync(_context.Cancel);
        try
        {
            return await (inPieces ? _peer.SendPiecesUnnoted(bytes) : _peer.SendUnnoted(bytes));
        }
        finally
        {
            _sending.Release();
        }
    }

    public void EndSending() => _peer.EndSending();

    public void Reset() => _peer.Reset();

    public void Dispose()
    {
        _peer.Dispose();
        _sending.Dispose();
    }

    /// <returns>The head of the response with its empty line; what came, when it ended before.</returns>
    private static async Task<string> ReadHead(Peer peer, ServerFrames frames)
    {
        // Byte by byte: what follows is frames.
        var head = new StringBuilder();
        var one = new byte[1];
        while (!(head.Length >= 4 && head[^1] == '\n' && head[^3] == '\n') && await peer.Receive(one) == 1)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private async Task ReadAll()
    {
        while (CloseCode is null && Wrong is null)
        {
            var count = await _peer.Receive(_frames.Room());
            if (count <= 0)
            {
                Wrong ??= count == 0 && _frames.HasRest ? "the gateway has ended amid a frame" : null;
                return;
            }

            _frames.Added(count);
            while (CloseCode is null && _frames.Next(out var wrong) is var frame && (frame is not null || wrong is not null))
            {
                Wrong ??= wrong ?? await Take(frame!);
                if (Wrong is not null)
                {
                    return;
                }
            }
        }
    }

    private async Task<string?> Take(ServerFrame frame)
    {
        switch (frame.Opcode)
        {
            case ServerFrame.Close:
                CloseCode = frame.Payload.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(frame.Payload) : 1005;
                _context.Counts.Add($"close {CloseCode}");
                return frame.Payload.Length == 1 ? "a close frame of one byte" : null;
            case ServerFrame.Ping:
                await Send(new ClientFrame(ServerFrame.Pong, frame.Payload) { Mask = 3 });
                return null;
            case ServerFrame.Pong:
                Pongs.Add(frame.Payload);
                return null;
            case ServerFrame.Continuation when _fragments is null:
                return "a continuation of the gateway that continues nothing";
            case ServerFrame.Text when _fragments is not null:
                return "a message of the gateway within another";
            default:
                return TakeData(frame);
        }
    }

    private string? TakeData(ServerFrame frame)
    {
        if (frame.IsFinal && _fragments is null)
        {
            return TakeMessage(frame.Payload, frame.IsCompressed);
        }

        _isFragmentedCompressed = _fragments is null ? frame.IsCompressed : _isFragmentedCompressed;
        _fragments ??= new MemoryStream();
        _fragments.Write(frame.Payload);
        if (!frame.IsFinal)
        {
            return null;
        }

        var message = _fragments.ToArray();
        _fragments = null;
        return TakeMessage(message, _isFragmentedCompressed);
    }

    private string? TakeMessage(byte[] message, bool isCompressed)
    {
        _context.Counts.Add("messages in");
        try
        {
            return _onText(isCompressed ? Deflation.Inflate(message) : message);
        }
        catch (Exception exception)
        {
            // Nobody looks at the reading task: what the judge cannot read is told like what is wrong.
            return $"a message that cannot be read, {exception}: {Encoding.UTF8.GetString(message)}";
        }
    }
}

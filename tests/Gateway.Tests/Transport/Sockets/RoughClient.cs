using System.Text;

namespace EventPlatform.Gateway.Transport.Sockets;

/// <summary>A client that sends its messages in any pieces, stops in between, and ends in any way.</summary>
/// <param name="server">Sends back what it gets.</param>
/// <param name="seed">Decides all.</param>
internal sealed class RoughClient(EchoServer server, int seed)
{
    /// <summary>Of messages that are not sent back yet; the server stops reading at 1 MiB.</summary>
    private const int OwedBytesMax = 200_000;

    private const string Handshake = "GET /echo HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

    private static readonly string[] Listeners = ["Lines", "LinesTls", "Api", "ApiTls"];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _sent = new();
    private readonly List<(int SentEnd, int EchoEnd)> _ends = [];
    private readonly StringBuilder _echo = new();
    private int _read;
    private bool _isLater;

    /// <summary>Runs to its end. What it was sent back is checked unless it resets.</summary>
    public async Task Run()
    {
        var listener = Listeners[_random.Next(Listeners.Length)];
        var isWebSocket = listener is "Api" or "ApiTls";
        using var peer = await RawPeer.Connect(server, listener);
        if (isWebSocket)
        {
            await AskHttp(peer);
            await peer.Send(Handshake);
            await peer.ReadUntil("\r\n\r\n");
        }

        Fill(isWebSocket);
        var bytes = Encoding.Latin1.GetBytes(_sent.ToString());
        switch (_random.Next(6))
        {
            case 0:
                await SendPieces(peer, bytes[.._random.Next(bytes.Length)]);
                peer.Reset();
                break;
            case 1:
                await SendPieces(peer, bytes);
                await Flood(peer, isWebSocket);
                break;
            default:
                await SendPieces(peer, bytes);
                await End(peer, isWebSocket);
                break;
        }
    }

    /// <summary>Requests before the upgrade, which are not the front end's.</summary>
    private async Task AskHttp(RawPeer peer)
    {
        for (var left = _random.Next(3); left > 0; left--)
        {
            await peer.Send("GET /a HTTP/1.1\r\n");
            await Task.Yield();
            await peer.Send("Host: x\r\n\r\n");
            Assert.EndsWith("http GET /a", await peer.Response());
            _isLater = true;
        }
    }

    private void Fill(bool isWebSocket)
    {
        for (var left = _random.Next(1, 30); left > 0; left--)
        {
            var length = _random.Next(10) == 0 ? _random.Next(100_000) : _random.Next(1, 300);
            var text = new string((char)('a' + _random.Next(26)), length) + seed;
            _sent.Append(isWebSocket ? Encoding.Latin1.GetString(TestPeer.Text(text)) : text + "\n");
            _echo.Append(isWebSocket ? Header(text.Length) + text : text + "\n");
            _ends.Add((_sent.Length, _echo.Length));
        }
    }

    private async Task SendPieces(RawPeer peer, byte[] bytes)
    {
        for (var sent = 0; sent < bytes.Length;)
        {
            var length = Math.Min(bytes.Length - sent, _random.Next(1, _random.Next(2) == 0 ? 100 : 40_000));
            await peer.Send(bytes[sent..(sent + length)]);
            sent += length;
            var owed = _ends.LastOrDefault(end => end.SentEnd <= sent).EchoEnd - _read;
            var isAll = owed > OwedBytesMax || _random.Next(8) == 0;
            await Expect(peer, isAll ? owed : _random.Next(4) == 0 ? _random.Next(owed + 1) : 0);
            if (_random.Next(3) == 0)
            {
                await Task.Yield();
            }
        }
    }

    private async Task Expect(RawPeer peer, int length)
    {
        Assert.Equal(_echo.ToString(_read, length), await peer.Read(length));
        _read += length;
    }

    /// <summary>Lets the server send more than it can, and resets the connection meanwhile.</summary>
    private async Task Flood(RawPeer peer, bool isWebSocket)
    {
        await Expect(peer, _echo.Length - _read);
        await peer.Send(isWebSocket ? Encoding.Latin1.GetString(TestPeer.Text("flood")) : "flood\n");
        try
        {
            await peer.Read(1);
        }
        catch (IOException)
        {
            // Where slow consumers are reset.
        }

        peer.Reset();
    }

    /// <summary>
    /// In order: with a FIN in the middle of a message, or as WebSocket has it. For HTTP's requests a FIN is a client that left.
    /// </summary>
    private async Task End(RawPeer peer, bool isWebSocket)
    {
        if (isWebSocket && (_isLater || _random.Next(2) == 0))
        {
            await peer.Send(TestPeer.CloseFrame(1_000));
        }
        else
        {
            await peer.Send(isWebSocket ? "\u0081" : "unfinished");
            peer.EndOutput();
        }

        var close = isWebSocket ? "\u0088\u0002\u0003\u00E8" : "";
        Assert.Equal(_echo.ToString(_read, _echo.Length - _read) + close, await peer.ReadToEnd());
    }

    private static string Header(int length) => length switch
    {
        < 126 => $"\u0081{(char)length}",
        < 65_536 => $"\u0081\u007E{(char)(length >> 8)}{(char)(length & 0xFF)}",
        _ => $"\u0081\u007F\0\0\0\0\0{(char)(length >> 16)}{(char)((length >> 8) & 0xFF)}{(char)(length & 0xFF)}",
    };
}

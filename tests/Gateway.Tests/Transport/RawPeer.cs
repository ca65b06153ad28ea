using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace EventPlatform.Gateway.Transport;

/// <summary>A bare socket; a byte is a character of Latin 1.</summary>
internal sealed class RawPeer : IDisposable
{
    private readonly Socket _socket;
    private readonly StringBuilder _received = new();
    private Stream _stream;

    private RawPeer(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<RawPeer> Connect(EchoServer server, string listener)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, server.Port(listener), Cancel);
        var peer = new RawPeer(socket);
        if (EchoServer.IsTls(listener))
        {
            var tls = new SslStream(peer._stream);
            peer._stream = tls;
            var options = new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                RemoteCertificateValidationCallback = (_, certificate, _, _) => EchoServer.IsOurs(certificate),
            };
            await tls.AuthenticateAsClientAsync(options, Cancel);
        }

        return peer;
    }

    public Task Send(string text) => Send(Encoding.Latin1.GetBytes(text));

    public Task Send(byte[] bytes) => _stream.WriteAsync(bytes, Cancel).AsTask();

    /// <summary>Goes away without a word.</summary>
    public void Reset() => _socket.Close(timeout: 0);

    public void EndOutput() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Everything up to and with the text; the rest stays for the next read.</summary>
    public async Task<string> ReadUntil(string end)
    {
        int found;
        while ((found = _received.ToString().IndexOf(end, StringComparison.Ordinal)) < 0)
        {
            Assert.True(await Fill(), $"Ended with: {_received}");
        }

        return Take(found + end.Length);
    }

    /// <summary>A whole HTTP response; its body may be chunked in one chunk or have a length.</summary>
    public async Task<string> Response()
    {
        var head = await ReadUntil("\r\n\r\n");
        if (head.Contains("chunked"))
        {
            var body = await ReadUntil("0\r\n\r\n");
            return head + body.Split("\r\n")[1];
        }

        var length = int.Parse(head.Split("Content-Length: ")[1].Split("\r\n")[0], null);
        while (_received.Length < length)
        {
            Assert.True(await Fill());
        }

        return head + Take(length);
    }

    public async Task<string> Read(int length)
    {
        while (_received.Length < length)
        {
            Assert.True(await Fill(), $"Ended {length - _received.Length} bytes too early.");
        }

        return Take(length);
    }

    public async Task<string> ReadToEnd()
    {
        while (await Fill())
        {
        }

        return Take(_received.Length);
    }

    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
    }

    private async Task<bool> Fill()
    {
        var buffer = new byte[65_536];
        var count = await _stream.ReadAsync(buffer, Cancel);
        _received.Append(Encoding.Latin1.GetString(buffer, 0, count));
        return count > 0;
    }

    private string Take(int length)
    {
        var text = _received.ToString(0, length);
        _received.Remove(0, length);
        return text;
    }
}

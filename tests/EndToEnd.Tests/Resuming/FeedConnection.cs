using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests.Resuming;

/// <summary>
/// A connection to the feed by hand, so that it can be cut anywhere. What has been read but not asked for is lost with it, as a client's
/// would be.
/// </summary>
internal abstract class FeedConnection(Socket socket) : IDisposable
{
    private byte[] _buffer = new byte[8_192];
    private int _start;
    private int _end;

    /// <summary>Whether the other side is bound to answer a farewell.</summary>
    internal abstract bool AnswersFarewell { get; }

    /// <summary>Whether the other side has said that it closes.</summary>
    internal bool IsClosed { get; private protected set; }

    /// <summary>Bytes that were read and not taken.</summary>
    protected ReadOnlySpan<byte> Buffered => _buffer.AsSpan(_start, _end - _start);

    /// <summary>The next message; null when the connection is over, however that came.</summary>
    /// <exception cref="InvalidDataException">What came is wrong.</exception>
    internal abstract Task<FeedMessage?> Next();

    /// <summary>Says farewell in order; messages may still come.</summary>
    internal abstract Task Leave();

    /// <summary>Cuts the connection by a reset.</summary>
    internal void Reset()
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }

    public void Dispose() => socket.Dispose();

    /// <returns>null: nobody listens.</returns>
    protected static async Task<Socket?> Connect(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    /// <summary>Sends a GET with the realm's credentials and reads the answer's head.</summary>
    /// <returns>Its status; 0: the connection ended or was refused because the gateway is about to.</returns>
    protected async Task<int> Ask(string target, params string[] headers)
    {
        string[] lines =
        [
            $"GET {target} HTTP/1.1",
            "Host: 127.0.0.1",
            $"Authorization: {BasicCredentials.Header("manager", "manag3rpa55word")}",
            .. headers,
        ];
        if (!await Send(Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n")))
        {
            return 0;
        }

        int end;
        while ((end = Buffered.IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!await Fill())
            {
                return 0;
            }
        }

        var head = Encoding.ASCII.GetString(Buffered[..end]);
        Take(end + 4);
        var status = int.Parse(head.Split(' ')[1], CultureInfo.InvariantCulture);
        return status is (int)HttpStatusCode.ServiceUnavailable ? 0 : status;
    }

    /// <returns>Whether it could be sent.</returns>
    protected async Task<bool> Send(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await socket.SendAsync(bytes);
            return true;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Reads until so many bytes are there.</summary>
    /// <returns>False: the connection is over.</returns>
    protected async ValueTask<bool> Need(int count)
    {
        while (Buffered.Length < count)
        {
            if (!await Fill())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads what is there.</summary>
    /// <returns>False: the connection is over.</returns>
    protected async ValueTask<bool> Fill()
    {
        if (_start > 0)
        {
            Buffered.CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        try
        {
            var count = await socket.ReceiveAsync(_buffer.AsMemory(_end));
            _end += count;
            return count > 0;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    protected void Take(int count) => _start += count;
}

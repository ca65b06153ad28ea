using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using EventPlatform.EndToEnd.Tests.Conformance.Format;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>A client with a connection; reads in the background unless it is paused.</summary>
internal abstract class SocketPeer : Peer
{
    /// <summary>Small, so that a client that does not read is soon felt by the server.</summary>
    private const int ReceiveBytes = 65_536;

    /// <summary>Real time that the server gets to end a connection whose scenario has failed.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly Socket _socket;
    private readonly SemaphoreSlim _pings = new(0);
    private Stream _stream;
    private readonly byte[] _buffer = new byte[16_384];
    private volatile TaskCompletionSource? _paused;
    private Task _reading = Task.CompletedTask;
    private int _start;
    private int _end;

    protected SocketPeer(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: false);
    }

    internal override string Remote => $"{Scheme}:{_socket.LocalEndPoint}";

    protected abstract string Scheme { get; }

    internal override Task Do(Deed deed)
    {
        switch (deed)
        {
            case Deed.HalfClose:
                return EndSending();
            case Deed.Drop:
                IsOver = true;
                _socket.LingerState = new LingerOption(enable: true, seconds: 0);
                _socket.Dispose();
                break;
            case Deed.Pause:
                _paused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                break;
            case Deed.Resume:
                _paused?.TrySetResult();
                _paused = null;
                break;
            default:
                return base.Do(deed);
        }

        return Task.CompletedTask;
    }

    internal override async Task<bool> Pinged(TimeSpan patience)
    {
        var isPinged = await _pings.WaitAsync(patience);
        while (_pings.Wait(0))
        {
        }

        return isPinged;
    }

    public override async ValueTask DisposeAsync()
    {
        _paused?.TrySetResult();
        if (!IsOver && !_reading.IsCompleted)
        {
            // The server's answer says that it knows: what comes next must not find the session still there.
            await EndSending();
            await _reading.WaitAsync(Farewell).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _socket.Dispose();
        await _reading;
        await _stream.DisposeAsync();
        _pings.Dispose();
    }

    protected static async Task<Socket> Connect(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveBufferSize = ReceiveBytes,
        };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends the head of an HTTP request, and reads that of its answer. To be called before anything else is read.</summary>
    protected async Task<OpeningAnswer> Ask(byte[] request)
    {
        await Write(request);
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append(await ReadByte() is >= 0 and var next ? (char)next : throw new InvalidDataException($"the answer ended: {head}"));
        }

        return new OpeningAnswer(int.Parse(head.ToString().Split(' ')[1], CultureInfo.InvariantCulture), head.ToString());
    }

    protected void StartReading() => _reading = ReadAll();

    /// <summary>Reads until the server ends its side or what comes is wrong.</summary>
    /// <returns>What is the last to be told; null: it was told already.</returns>
    protected abstract Task<Incoming?> ReadMessages();

    /// <summary>Goes on inside TLS; to be called before anything is read. The gateway's certificate is for <c>localhost</c>.</summary>
    protected async Task Encrypt()
    {
        var tls = new SslStream(_stream, leaveInnerStreamOpen: false, (_, certificate, _, _) => certificate?.Subject == "CN=localhost");
        _stream = tls;
        await tls.AuthenticateAsClientAsync("localhost");
    }

    /// <summary>What the server sends only to see, or show, that the connection is there.</summary>
    protected void CamePing() => _pings.Release();

    protected Task Write(ReadOnlyMemory<byte> bytes) => _stream.WriteAsync(bytes).AsTask();

    /// <summary>Ends the sending side, that of TLS first.</summary>
    protected async Task EndSending()
    {
        if (_stream is SslStream { IsAuthenticated: true } tls)
        {
            await EndTls(tls);
        }

        _socket.Shutdown(SocketShutdown.Send);
    }

    private static async Task EndTls(SslStream tls)
    {
        try
        {
            await tls.ShutdownAsync();
        }
        catch (Exception exception) when (exception is not InvalidOperationException)
        {
            // OpenSSL may refuse it while a read is under way, by an exception that is not public. The end of TCP says the same.
        }
    }

    /// <summary>The next byte; -1 at the end.</summary>
    protected async ValueTask<int> ReadByte() => await Fill() ? _buffer[_start++] : -1;

    /// <summary>The next bytes, so many.</summary>
    /// <returns>null: the server ended before.</returns>
    protected async ValueTask<byte[]?> ReadBytes(int count)
    {
        var bytes = new byte[count];
        for (var read = 0; read < count;)
        {
            if (!await Fill())
            {
                return null;
            }

            var next = Math.Min(count - read, _end - _start);
            _buffer.AsSpan(_start, next).CopyTo(bytes.AsSpan(read));
            _start += next;
            read += next;
        }

        return bytes;
    }

    /// <returns>False: the server has ended its side.</returns>
    private async ValueTask<bool> Fill()
    {
        if (_start == _end)
        {
            if (_paused is { } paused)
            {
                await paused.Task;
            }

            _start = 0;
            _end = await _stream.ReadAsync(_buffer);
        }

        return _end > 0;
    }

    private async Task ReadAll()
    {
        try
        {
            if (await ReadMessages() is { } last)
            {
                Came(last);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidDataException)
        {
            Came(new Incoming.Broken(exception.Message));
        }
        finally
        {
            End();
        }
    }
}

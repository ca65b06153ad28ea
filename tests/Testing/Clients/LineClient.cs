using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EventPlatform.Testing.Clients;

/// <summary>A client of a line protocol over TCP. Every wait has a time limit.</summary>
public sealed class LineClient : IDisposable
{
    private readonly TcpClient _tcp;
    private readonly NetworkStream _stream;
    private readonly TimeSpan _limit;
    private readonly PipeReader _input;

    private LineClient(TcpClient tcp, TimeSpan limit)
    {
        _tcp = tcp;
        _stream = tcp.GetStream();
        _input = PipeReader.Create(_stream, new StreamPipeReaderOptions(bufferSize: 65_536));
        _limit = limit;
    }

    /// <param name="endPoint">Where to.</param>
    /// <param name="limit">Longest wait of each call; 10 s when not given.</param>
    public static async Task<LineClient> Connect(IPEndPoint endPoint, TimeSpan? limit = null)
    {
        var tcp = new TcpClient { NoDelay = true };
        try
        {
            await tcp.ConnectAsync(endPoint).WaitAsync(limit ?? Limits.Default);
            return new LineClient(tcp, limit ?? Limits.Default);
        }
        catch
        {
            tcp.Dispose();
            throw;
        }
    }

    /// <summary>A port of this machine.</summary>
    public static Task<LineClient> Connect(int port, TimeSpan? limit = null) => Connect(new IPEndPoint(IPAddress.Loopback, port), limit);

    /// <summary>Sends bytes as they are.</summary>
    public Task Send(ReadOnlyMemory<byte> bytes) => _stream.WriteAsync(bytes).AsTask().WaitAsync(_limit);

    /// <summary>Sends lines, each with LF.</summary>
    public Task Send(params string[] lines) => Send(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));

    /// <summary>Ends the sending side; the answers can still be read.</summary>
    public void EndSending() => _tcp.Client.Shutdown(SocketShutdown.Send);

    /// <summary>The next line without its LF; null when the server has ended its side.</summary>
    /// <exception cref="IOException">The connection was reset.</exception>
    /// <exception cref="TimeoutException">Nothing came in time.</exception>
    public async Task<string?> ReadLine()
    {
        while (true)
        {
            var result = await _input.ReadAsync().AsTask().WaitAsync(_limit);
            if (result.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.UTF8.GetString(result.Buffer.Slice(0, end));
                _input.AdvanceTo(result.Buffer.GetPosition(1, end));
                return line;
            }

            _input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted)
            {
                return result.Buffer.IsEmpty ? null : throw new InvalidDataException("The server ended amid a line.");
            }
        }
    }

    /// <summary>Reads as many lines and compares them.</summary>
    public async Task Expect(params string[] lines)
    {
        foreach (var expected in lines)
        {
            var line = await ReadLine();
            if (line != expected)
            {
                throw new InvalidDataException($"Expected '{expected}', got {(line is null ? "the end" : $"'{line}'")}.");
            }
        }
    }

    /// <summary>All lines until the server ends its side.</summary>
    public async Task<IReadOnlyList<string>> ReadToEnd()
    {
        var lines = new List<string>();
        while (await ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    public void Dispose() => _tcp.Dispose();
}

using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests.Resuming;

/// <summary>The feed as Server-Sent Events over HTTP/1.1 with chunks (RFC 9112 7.1).</summary>
internal sealed class ServerSentFeed : FeedConnection
{
    private const string Path = "/communication_manager/sse/event";
    private readonly List<byte> _body = [];
    private int _taken;

    private ServerSentFeed(Socket socket) : base(socket)
    {
    }

    internal override bool AnswersFarewell => false;

    /// <param name="port">Where to.</param>
    /// <param name="query">With its question mark, or nothing.</param>
    /// <param name="headers">Further ones.</param>
    /// <returns>null: the gateway is not there.</returns>
    internal static async Task<FeedConnection?> Open(int port, string query, params string[] headers)
    {
        if (await Connect(port) is not { } socket)
        {
            return null;
        }

        var connection = new ServerSentFeed(socket);
        var status = await connection.Ask(Path + query, [.. headers, "Accept: text/event-stream"]);
        if (status == 200)
        {
            return connection;
        }

        connection.Dispose();
        return status == 0 ? null : throw new InvalidDataException($"the request was answered {status}");
    }

    /// <summary>One event: <c>id</c> says what <c>eventId</c> in its data does, and its data is one line.</summary>
    internal override async Task<FeedMessage?> Next()
    {
        string? name = null, id = null, data = null;
        while (await ReadLine() is { } line)
        {
            if (line.Length == 0 && data is not null)
            {
                return id == JsonElement.Parse(data).Text("eventId")
                    ? FeedMessage.OfServerSent(name, data)
                    : throw new InvalidDataException($"id {id} of {data}");
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var value = line[(colon + 1)..].TrimStart(' ');
            switch (colon < 0 ? line : line[..colon])
            {
                case "":
                    break;
                case "event":
                    name = value;
                    break;
                case "id":
                    id = value;
                    break;
                case "data" when data is null:
                    data = value;
                    break;
                default:
                    throw new InvalidDataException($"the line {line}");
            }
        }

        return null;
    }

    /// <summary>HTTP has no farewell but the end of the connection.</summary>
    internal override Task Leave()
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <summary>A line of the body; null at its end.</summary>
    private async Task<string?> ReadLine()
    {
        int end;
        while ((end = _body.IndexOf((byte)'\n', _taken)) < 0)
        {
            if (!await ReadChunk())
            {
                return null;
            }
        }

        var line = Encoding.UTF8.GetString([.. _body[_taken..end]]);
        _taken = end + 1;
        if (_taken == _body.Count)
        {
            _body.Clear();
            _taken = 0;
        }

        return line;
    }

    private async Task<bool> ReadChunk()
    {
        int end;
        while ((end = Buffered.IndexOf("\r\n"u8)) < 0)
        {
            if (!await Fill())
            {
                return false;
            }
        }

        var length = int.Parse(Buffered[..end], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        Take(end + 2);
        IsClosed = length == 0;
        if (IsClosed || !await Need(length + 2))
        {
            return false;
        }

        _body.AddRange(Buffered[..length]);
        Take(length + 2);
        return true;
    }
}

using System.Globalization;
using System.Net.Sockets;
using System.Text;
using EventPlatform.EndToEnd.Tests.Conformance.Format;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>The event feed as Server-Sent Events: a chunked response (RFC 9112 7.1), which only the server can end in order.</summary>
internal sealed class SsePeer : SocketPeer
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _path;
    private readonly FeedMessages _feed;
    private readonly EventStreamBlocks _blocks;
    private volatile bool _isClosing;

    private SsePeer(Socket socket, string path, FeedMessages feed) : base(socket)
    {
        _path = path;
        _feed = feed;
        _blocks = new EventStreamBlocks(feed);
    }

    internal override bool IsFeed => true;

    protected override string Scheme => "sse";

    /// <returns>The connection, if the answer is 200, and the answer.</returns>
    internal static async Task<(SsePeer? Peer, OpeningAnswer Answer)> Open(Opening opening, FeedMessages feed)
    {
        var peer = new SsePeer(await Connect(opening.Port), opening.Path, feed);
        try
        {
            if (opening.IsTls)
            {
                await peer.Encrypt();
            }

            var answer = await peer.Ask(opening.EventStream());
            if (answer.Status == 200)
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

    /// <summary>An event of the runner's own that this reader is told of, unlike all others of them.</summary>
    internal FeedMark Await(string name)
    {
        _feed.AwaitedMark = name;
        return new FeedMark(name, _path);
    }

    internal override Task Send(ReadOnlyMemory<byte> bytes, SendKind kind) =>
        throw new NotSupportedException("Server-Sent Events are only read.");

    /// <summary>The response is cut off then: what was still on its way may be lost.</summary>
    internal override Task BeginClose()
    {
        _isClosing = true;
        return EndSending();
    }

    protected override async Task<Incoming?> ReadMessages()
    {
        try
        {
            var line = new List<byte>();
            while (await ReadChunk() is { Length: > 0 } chunk)
            {
                foreach (var next in chunk)
                {
                    Take(next, line);
                }
            }

            return line.Count == 0 ? new Incoming.Closed(null) : new Incoming.Broken("the response ended amid a line");
        }
        catch (IOException) when (_isClosing)
        {
            return new Incoming.Closed(null);
        }
        catch (Exception exception) when (exception is DecoderFallbackException or FormatException)
        {
            return new Incoming.Broken(exception.Message);
        }
    }

    private void Take(byte next, List<byte> line)
    {
        if (next == '\n')
        {
            Take(Strict.GetString([.. line]));
            line.Clear();
        }
        else
        {
            line.Add(next);
        }
    }

    private void Take(string line)
    {
        if (_blocks.Take(line, out var isComment) is { } incoming)
        {
            Came(incoming);
        }

        if (isComment)
        {
            CamePing();
        }
    }

    // body: (SIZE CRLF bytes CRLF)* 0 CRLF CRLF; the last chunk is empty
    private async ValueTask<byte[]> ReadChunk()
    {
        var size = int.Parse(await ReadChunkLine(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        var chunk = await ReadBytes(size) ?? throw CutOff();
        return await ReadChunkLine() is { Length: > 0 } more
            ? throw new InvalidDataException($"a chunk is longer than it says: {more}")
            : chunk;
    }

    private async ValueTask<string> ReadChunkLine()
    {
        var line = new StringBuilder();
        while (await ReadByte() is not '\n' and var next)
        {
            line.Append(next >= 0 ? (char)next : throw CutOff());
        }

        return line.ToString().TrimEnd('\r');
    }

    private static IOException CutOff() => new("the response was cut off");
}

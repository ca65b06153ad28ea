using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using EventPlatform.Gateway.Transport.Sockets;

namespace EventPlatform.Gateway.Transport;

/// <summary>An outbound queue on a real socket, and the client at the other end of it.</summary>
internal sealed class SocketPeer : IOutboundOwner, IDisposable
{
    /// <summary>A bound that no test reaches by accident.</summary>
    public const long BytesMax = 1 << 24;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Socket _server;
    private int _brokenCount;
    private int _closeCount;
    private long _messages;

    /// <param name="framing">Of what the queue sends.</param>
    /// <param name="eventBytesMax">The queue's bound.</param>
    /// <param name="isNarrow">Whether the system takes only a few KiB that the client does not read.</param>
    public SocketPeer(Framing framing = Framing.Line, long eventBytesMax = BytesMax, bool isNarrow = false)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (isNarrow)
        {
            listener.SendBufferSize = Client.ReceiveBufferSize = 1_024;
        }

        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Client.Connect(listener.LocalEndPoint!);
        _server = listener.Accept();
        Framing = framing;
        Queue = new OutboundQueue(new SocketOutput(_server), framing, eventBytesMax, this);
    }

    public OutboundQueue Queue { get; }

    public Framing Framing { get; }

    public Socket Client { get; }

    /// <summary>How often the owner was told that nothing more can be sent.</summary>
    public int BrokenCount => Volatile.Read(ref _brokenCount);

    /// <summary>How often the owner was told that the close entry is sent.</summary>
    public int CloseCount => Volatile.Read(ref _closeCount);

    /// <summary>Messages that the owner was told of.</summary>
    public long Messages => Volatile.Read(ref _messages);

    public Exception? Failure { get; private set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A message of this many bytes up to its number; no two alike.</summary>
    public static byte[] Prefix(int name, int length)
    {
        var prefix = new byte[length];
        Array.Fill(prefix, (byte)('a' + (name % 26)));
        Encoding.ASCII.GetBytes($"{{{name}:").CopyTo(prefix, 0);
        prefix[^1] = (byte)'=';
        return prefix;
    }

    public static FrameRun Run(params byte[][] prefixes)
    {
        var run = new FrameRun();
        Array.ForEach(prefixes, run.Add);
        return run;
    }

    /// <summary>A message with its number as it must be on the wire (RFC 6455 5.2, or a line).</summary>
    public static byte[] Wire(Framing framing, byte[] prefix, long number)
    {
        byte[] message = [.. prefix, .. Encoding.ASCII.GetBytes(FormattableString.Invariant($"{number}}}"))];
        var length = message.Length;
        return framing switch
        {
            Framing.Line => [.. message, (byte)'\n'],
            _ when length < 126 => [0x81, (byte)length, .. message],
            _ when length < 65_536 => [0x81, 126, (byte)(length >> 8), (byte)length, .. message],
            _ => [0x81, 127, 0, 0, 0, 0, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length, .. message],
        };
    }

    /// <summary>All messages of a run as they must be on the wire.</summary>
    public static byte[] Wire(Framing framing, FrameRun run, long first) =>
        [.. run.Prefixes.ToArray().SelectMany((prefix, index) => Wire(framing, prefix, first + index))];

    /// <summary>Queues an event.</summary>
    public bool Enqueue(byte[] prefix, long number) => Queue.TryEnqueue(new OutboundFrame(prefix, number, OutboundKind.Event));

    /// <summary>Queues an answer.</summary>
    public void Reply(byte[] prefix, long number) => Queue.Enqueue(new OutboundFrame(prefix, number, OutboundKind.Reply));

    /// <summary>The client reads exactly this.</summary>
    public async Task Expect(params byte[][] pieces)
    {
        byte[] expected = [.. pieces.SelectMany(piece => piece)];
        var got = new byte[expected.Length];
        for (var read = 0; read < got.Length;)
        {
            var count = await Client.ReceiveAsync(got.AsMemory(read), Cancel).AsTask().WaitAsync(Patience, Cancel);
            Assert.True(count > 0, "The connection has ended early.");
            read += count;
        }

        Assert.True(expected.AsSpan().SequenceEqual(got), $"Differs after {expected.AsSpan().CommonPrefixLength(got)} bytes.");
    }

    /// <summary>Expects this and then nothing: a reply that is queued at last follows at once.</summary>
    public async Task ExpectAll(params byte[][] pieces)
    {
        var end = Prefix(0, 40);
        Reply(end, 7);
        await Expect([.. pieces, Wire(Framing, end, 7)]);
        await Until(() => Queue.UnsentBytes == 0);
    }

    public static async Task Until(Func<bool> isSo)
    {
        var since = Stopwatch.StartNew();
        while (!isSo())
        {
            Cancel.ThrowIfCancellationRequested();
            Assert.True(since.Elapsed < Patience, "It has not come to that.");
            await Task.Yield();
        }
    }

    /// <summary>The server's socket is disposed of while the queue still lives.</summary>
    public void DropServer() => _server.Dispose();

    /// <summary>The client resets the connection, and the server's system knows.</summary>
    public async Task ResetClient()
    {
        Client.LingerState = new LingerOption(enable: true, 0);
        Client.Dispose();
        await Until(() => _server.Poll(0, SelectMode.SelectRead));
    }

    public void Dispose()
    {
        _server.Dispose();
        Client.Dispose();
    }

    void IOutboundOwner.Sent(int messages) => Interlocked.Add(ref _messages, messages);

    ValueTask IOutboundOwner.CloseSent()
    {
        Interlocked.Increment(ref _closeCount);
        return default;
    }

    void IOutboundOwner.Broken(Exception? failure)
    {
        Failure = failure;
        Interlocked.Increment(ref _brokenCount);
    }
}

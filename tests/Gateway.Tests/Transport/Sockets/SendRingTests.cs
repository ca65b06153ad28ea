using System.Net;
using System.Net.Sockets;

namespace EventPlatform.Gateway.Transport.Sockets;

public sealed class SendRingTests : IDisposable
{
    private readonly List<Sender> _senders = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _senders.ForEach(sender => sender.Dispose());

    [Fact]
    public void TryOpen_SystemRefuses_IsNull()
    {
        Assert.Null(KernelRing.TryOpen(0));
    }

    [Theory, InlineData(1, 1), InlineData(3, SendRing.PieceBytesMax), InlineData(64, 300), InlineData(65, 300), InlineData(200, 4_000)]
    public void Dispose_PiecesForManySockets_EachGetsItsOwn(int count, int size)
    {
        var senders = Open(count);
        foreach (var (index, sender) in senders.Index())
        {
            sender.Bytes = Piece(index, size - (index % Math.Min(size, 7)));
        }

        using (var ring = Rent())
        {
            Assert.All(senders, sender => Assert.True(ring.TryAdd(sender, sender.Socket, sender.Bytes)));
        }

        foreach (var sender in senders)
        {
            Assert.Equal([0], sender.Rests.Select(rest => rest.Length));
            Assert.Equal(sender.Bytes, sender.Receive(sender.Bytes.Length));
        }
    }

    [Fact]
    public void Dispose_NobodyReads_TellsWhatIsLeft()
    {
        var sender = Open(1)[0];
        var sent = 0;
        for (var index = 0; sender.Rests.All(rest => rest.Length == 0); index++)
        {
            sender.Bytes = Piece(index, SendRing.PieceBytesMax);
            sent += sender.Bytes.Length;
            using var ring = Rent();
            Assert.True(ring.TryAdd(sender, sender.Socket, sender.Bytes));
        }

        var rest = sender.Rests[^1];
        Assert.Equal(sender.Bytes[^rest.Length..], rest);
        var received = sender.Receive(sent - rest.Length);
        Assert.Equal(Piece(0, SendRing.PieceBytesMax), received[..SendRing.PieceBytesMax]);
        Assert.Equal(sender.Bytes[..^rest.Length], received[^(sender.Bytes.Length - rest.Length)..]);
    }

    [Fact]
    public void TryAdd_SocketIsClosed_IsRefusedAndOthersAreSent()
    {
        var senders = Open(2);
        senders[0].Socket.Dispose();
        using (var ring = Rent())
        {
            Assert.All(senders, sender => sender.Bytes = Piece(1, 100));
            Assert.False(ring.TryAdd(senders[0], senders[0].Socket, senders[0].Bytes));
            Assert.True(ring.TryAdd(senders[1], senders[1].Socket, senders[1].Bytes));
        }

        Assert.Empty(senders[0].Rests);
        Assert.Equal(senders[1].Bytes, senders[1].Receive(100));
    }

    [Fact]
    public void Dispose_SocketCannotSend_TellsAllIsLeftAndOthersAreSent()
    {
        var senders = Open(3);
        senders[1].Socket.Shutdown(SocketShutdown.Send);
        Assert.All(senders.Index(), item => item.Item.Bytes = Piece(item.Index, 100));
        using (var ring = Rent())
        {
            Assert.All(senders, sender => Assert.True(ring.TryAdd(sender, sender.Socket, sender.Bytes)));
        }

        Assert.Equal([0, 100, 0], senders.Select(sender => Assert.Single(sender.Rests).Length));
        Assert.Equal(senders[2].Bytes, senders[2].Receive(100));
    }

    /// <summary>A socket that is closed meanwhile must not be another's that got its number.</summary>
    [Fact]
    public async Task Dispose_SocketsAreClosedMeanwhile_NobodyElseGetsTheirPieces()
    {
        var senders = Open(40);
        var closing = Task.CompletedTask;
        using (var ring = Rent())
        {
            foreach (var (index, sender) in senders.Index())
            {
                sender.Bytes = Piece(index, 200);
                Assert.True(ring.TryAdd(sender, sender.Socket, sender.Bytes));
            }

            var closed = senders.Where((_, index) => index % 2 == 0).Select(sender => sender.Socket).ToList();
            closing = Task.WhenAll(closed.Select(socket => Task.Run(socket.Dispose, Cancel)));
            await Task.Yield();
        }

        await closing;
        foreach (var sender in senders.Where((_, index) => index % 2 == 1))
        {
            Assert.Equal(sender.Bytes, sender.Receive(200));
        }
    }

    [Fact]
    public async Task Rent_ManyThreads_EachHasItsOwn()
    {
        var groups = Open(120).Chunk(30);
        await Task.WhenAll(groups.Select(senders => Task.Run(() => SendRounds(senders), Cancel)));
    }

    private static void SendRounds(Sender[] senders)
    {
        for (var round = 0; round < 50; round++)
        {
            using (var ring = Rent())
            {
                foreach (var (index, sender) in senders.Index())
                {
                    sender.Bytes = Piece((100 * round) + index, 150);
                    Assert.True(ring.TryAdd(sender, sender.Socket, sender.Bytes));
                }
            }

            foreach (var sender in senders)
            {
                Assert.Equal(sender.Bytes, sender.Receive(150));
            }
        }
    }

    private static SendRing Rent()
    {
        var ring = SendRing.TryRent();
        Assert.SkipWhen(ring is null, "This process may not use io_uring.");
        return ring!;
    }

    private static byte[] Piece(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private List<Sender> Open(int count)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        for (var index = 0; index < count; index++)
        {
            var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            client.Connect(listener.LocalEndPoint!);
            _senders.Add(new Sender(client, listener.Accept()));
        }

        return _senders;
    }

    private sealed class Sender(Socket client, Socket socket) : ISender, IDisposable
    {
        public Socket Socket => socket;

        public byte[] Bytes { get; set; } = [];

        /// <summary>What was left of each piece.</summary>
        public List<byte[]> Rests { get; } = [];

        public void Sent(ReadOnlySpan<byte> rest) => Rests.Add(rest.ToArray());

        public byte[] Receive(int count)
        {
            var bytes = new byte[count];
            client.ReceiveTimeout = 20_000;
            for (var length = 0; length < count;)
            {
                var received = client.Receive(bytes, length, count - length, SocketFlags.None);
                Assert.NotEqual(0, received);
                length += received;
            }

            return bytes;
        }

        public void Dispose()
        {
            client.Dispose();
            socket.Dispose();
        }
    }
}

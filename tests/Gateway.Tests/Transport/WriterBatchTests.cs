namespace EventPlatform.Gateway.Transport;

/// <summary>Writers that are started together.</summary>
public class WriterBatchTests
{
    private static readonly FrameRun Run = SocketPeer.Run(SocketPeer.Prefix(1, 100), SocketPeer.Prefix(2, 200));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Open_OneIsOpen_IsABugAndTheOneStays()
    {
        using (WriterBatch.Open())
        {
            Assert.Throws<InvalidOperationException>(WriterBatch.Open);
            Assert.True(WriterBatch.IsOpen);
        }

        Assert.False(WriterBatch.IsOpen);
    }

    [Fact]
    public async Task Start_BatchIsOpen_NothingIsSentBeforeItEnds()
    {
        using var peer = new SocketPeer();
        using (var batch = WriterBatch.Open())
        {
            Assert.True(peer.Queue.TryEnqueue(Run, 1));
            var isElsewhere = new Thread(() => peer.Reply(SocketPeer.Prefix(3, 40), 5));
            isElsewhere.Start();
            isElsewhere.Join();
            Assert.Equal((0, 0), (peer.Queue.BytesSent, peer.Client.Available));
            batch.Flush();
            SpinWait.SpinUntil(() => peer.Queue.UnsentBytes == 0, TimeSpan.FromSeconds(20));
            Assert.Equal(3, peer.Queue.MessagesSent);
            Assert.True(peer.Queue.TryEnqueue(Run, 6));
            batch.Flush();
        }

        await peer.ExpectAll(
            SocketPeer.Wire(Framing.Line, Run, 1),
            SocketPeer.Wire(Framing.Line, SocketPeer.Prefix(3, 40), 5),
            SocketPeer.Wire(Framing.Line, Run, 6));
    }

    [Theory, InlineData(1), InlineData(33), InlineData(101)]
    public async Task Dispose_SomeWriters_AllAreStarted(int count)
    {
        var peers = Enumerable.Range(0, count).Select(index => new SocketPeer(index % 3 == 0 ? Framing.WebSocket : Framing.Line)).ToList();
        using (WriterBatch.Open())
        {
            Assert.All(peers.Index(), item => Assert.True(item.Item.Queue.TryEnqueue(Run, 1 + (item.Index % 4))));
        }

        foreach (var (index, peer) in peers.Index())
        {
            await peer.ExpectAll(SocketPeer.Wire(peer.Framing, Run, 1 + (index % 4)));
            peer.Dispose();
        }
    }

    /// <summary>Also behind and before others, and again when the last has been sent.</summary>
    [Theory, InlineData(1), InlineData(101)]
    public async Task EnqueuePing_ManyConnections_EachIsPingedOnce(int count)
    {
        byte[] ping = [0x89, 0];
        var peers = Enumerable.Range(0, count).Select(_ => new SocketPeer(Framing.WebSocket)).ToList();
        for (var round = 0; round < 3; round++)
        {
            using (WriterBatch.Open())
            {
                foreach (var (index, peer) in peers.Index())
                {
                    Assert.True(index % 5 != 1 || peer.Queue.TryEnqueue(Run, 1));
                    peer.Queue.EnqueuePing();
                    peer.Queue.EnqueuePing();
                    Assert.True(index % 5 != 2 || peer.Queue.TryEnqueue(Run, 1));
                }
            }

            foreach (var (index, peer) in peers.Index())
            {
                var run = SocketPeer.Wire(Framing.WebSocket, Run, 1);
                await peer.ExpectAll((index % 5) switch { 1 => [.. run, .. ping], 2 => [.. ping, .. run], _ => ping });
            }
        }

        peers.ForEach(peer => peer.Dispose());
    }

    /// <summary>A client that reads must not be closed as a slow consumer because its writer waits for others.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public async Task TryEnqueue_HalfOfTheBoundIsUsed_WritersThatWaitBegin(bool isRun)
    {
        const int Most = 20;
        using var peer = new SocketPeer(eventBytesMax: Run.Cost(10) * 5);
        using (WriterBatch.Open())
        {
            for (var count = 0; count < Most; count++)
            {
                Assert.True(isRun ? peer.Queue.TryEnqueue(Run, 10 + (2 * count)) : peer.Enqueue(SocketPeer.Prefix(1, 303), 10 + count));
                if (peer.Queue.UnsentBytes * 2 > Run.Cost(10) * 5)
                {
                    SpinWait.SpinUntil(() => peer.Queue.UnsentBytes == 0, TimeSpan.FromSeconds(5));
                }
            }
        }

        await SocketPeer.Until(() => peer.Queue.UnsentBytes == 0);
        Assert.Equal(isRun ? 2 * Most : Most, peer.Queue.MessagesSent);
    }

    /// <summary>Writers of one queue begin and end all the time, each with the fields of the one before.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public async Task TryEnqueue_RunsEventsAndRepliesFromTwoThreads_KeepEachOnesOrderAndAreWhole(bool isNarrow)
    {
        const int Rounds = 4_000;
        using var peer = new SocketPeer(isNarrow: isNarrow);
        var events = OnItsOwnThread(
            () =>
            {
                for (long number = 100_000; number < 100_000 + (Rounds * 3);)
                {
                    WaitForRoom(peer);
                    using var batch = WriterBatch.Open();
                    Assert.True(peer.Queue.TryEnqueue(Run, number));
                    number += 2;
                    if (number % 4 == 0)
                    {
                        batch.Flush();
                    }

                    Assert.True(peer.Enqueue(SocketPeer.Prefix(1, 40), number++));
                }
            });
        var replies = OnItsOwnThread(
            () =>
            {
                for (var number = 0; number < Rounds; number++)
                {
                    WaitForRoom(peer);
                    peer.Reply(SocketPeer.Prefix(9, 33 + (number % 50)), number);
                }
            });
        var (nextEvent, nextReply) = (100_000L, 0L);
        using var lines = new StreamReader(new System.Net.Sockets.NetworkStream(peer.Client));
        for (var count = 0; count < Rounds * 4; count++)
        {
            var line = await lines.ReadLineAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Cancel);
            Assert.NotNull(line);
            Assert.Matches("^{[0-9]+:[a-z]*=[0-9]+}$", line);
            var number = long.Parse(line[(line.IndexOf('=') + 1)..^1], null);
            Assert.Equal(line.StartsWith("{9:", StringComparison.Ordinal) ? nextReply++ : nextEvent++, number);
        }

        await Task.WhenAll(events, replies);
        await SocketPeer.Until(() => peer.Queue.UnsentBytes == 0);
        Assert.Equal((Rounds * 4, 0), (peer.Queue.MessagesSent, peer.BrokenCount));
    }

    /// <summary>The pool's threads are the writers'.</summary>
    private static Task OnItsOwnThread(Action action) =>
        Task.Factory.StartNew(action, Cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>So that the queue is often empty, and its writer ends.</summary>
    private static void WaitForRoom(SocketPeer peer) =>
        SpinWait.SpinUntil(() => peer.Queue.UnsentBytes < 1_000, TimeSpan.FromSeconds(20));
}

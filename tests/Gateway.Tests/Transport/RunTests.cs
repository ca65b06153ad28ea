namespace EventPlatform.Gateway.Transport;

/// <summary>Runs of events on real sockets: what is on the wire, and what they count for.</summary>
public class RunTests
{
    public static TheoryData<long, int, bool> Digits => new()
    {
        { 1, 1, true }, { 1, 9, true }, { 1, 10, false }, { 9, 1, true }, { 9, 2, false }, { 10, 90, true }, { 10, 91, false },
        { 99, 2, false }, { 100, 900, true }, { 999_999_999, 2, false }, { long.MaxValue - 4, 5, true },
    };

    [Theory, MemberData(nameof(Digits))]
    public void HasEvenDigits_FromAFirstNumber_OnlyWithinOneLength(long first, int count, bool isEven)
    {
        var run = SocketPeer.Run([.. Enumerable.Range(0, count).Select(index => SocketPeer.Prefix(index, OutboundFrame.CostMin))]);
        Assert.Equal(isEven, run.HasEvenDigits(first));
    }

    [Fact]
    public void Add_MessageThatWouldCountForLessThanTheLeast_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FrameRun().Add(new byte[OutboundFrame.CostMin - 1]));
    }

    [Theory, MemberData(nameof(Digits))]
    public void Cost_AnyRun_IsThatOfItsMessages(long first, int count, bool isEven)
    {
        var run = SocketPeer.Run([.. Enumerable.Range(0, count).Select(index => SocketPeer.Prefix(index, 32 + index))]);
        var frames = run.Prefixes.ToArray().Select((prefix, index) => new OutboundFrame(prefix, first + index, OutboundKind.Event));
        Assert.True(!isEven || run.Cost(first) == frames.Sum(frame => (long)frame.Cost));
    }

    [Fact]
    public async Task TryEnqueue_ToManyConnections_EachGetsItsOwnNumbersInItsFraming()
    {
        (Framing Framing, long First)[] wishes =
        [
            (Framing.WebSocket, 1), (Framing.WebSocket, 1), (Framing.WebSocket, 6), (Framing.Line, 6), (Framing.Line, 96),
            (Framing.Line, 10), (Framing.WebSocket, 100), (Framing.WebSocket, 996), (Framing.WebSocket, 4_999), (Framing.Line, 4_999),
        ];
        var peers = wishes.Select(wish => new SocketPeer(wish.Framing)).ToList();
        var run = SocketPeer.Run(
            SocketPeer.Prefix(1, 32), SocketPeer.Prefix(2, 124), SocketPeer.Prefix(3, 200), SocketPeer.Prefix(4, 5_000));
        using (WriterBatch.Open())
        {
            Assert.All(peers.Zip(wishes), pair => Assert.True(pair.First.Queue.TryEnqueue(run, pair.Second.First)));
        }

        foreach (var (peer, wish) in peers.Zip(wishes))
        {
            await peer.ExpectAll(SocketPeer.Wire(wish.Framing, run, wish.First));
            Assert.Equal((5, 5), (peer.Queue.MessagesSent, peer.Messages));
            Assert.Equal(0, peer.Client.Available);
            peer.Dispose();
        }
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task TryEnqueue_BetweenTheRunAndTheEndOfTheBatch_ComesBehindIt(bool isBatch)
    {
        using var peer = new SocketPeer(Framing.WebSocket);
        var run = SocketPeer.Run(SocketPeer.Prefix(1, 100), SocketPeer.Prefix(2, 200));
        using (isBatch ? WriterBatch.Open() : null)
        {
            Assert.True(peer.Queue.TryEnqueue(run, 1));
            Assert.True(peer.Enqueue(SocketPeer.Prefix(3, 300), 3));
            Assert.True(peer.Queue.TryEnqueue(run, 4));
            peer.Reply(SocketPeer.Prefix(4, 50), 1);
            peer.Queue.EnqueuePing();
            Assert.True(peer.Queue.TryEnqueue(run, 6));
        }

        await peer.ExpectAll(
            SocketPeer.Wire(Framing.WebSocket, run, 1),
            SocketPeer.Wire(Framing.WebSocket, SocketPeer.Prefix(3, 300), 3),
            SocketPeer.Wire(Framing.WebSocket, run, 4),
            SocketPeer.Wire(Framing.WebSocket, SocketPeer.Prefix(4, 50), 1),
            [0x89, 0],
            SocketPeer.Wire(Framing.WebSocket, run, 6));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task TryEnqueue_SocketIsFull_TheRestAndWhatIsBehindComeWholeAndInOrder(bool isWebSocket)
    {
        var framing = isWebSocket ? Framing.WebSocket : Framing.Line;
        using var peer = new SocketPeer(framing, isNarrow: true);
        var run = Large();
        Start(peer, run, 10);
        await SocketPeer.Until(() => peer.Client.Available > 0);
        Assert.True(peer.Enqueue(SocketPeer.Prefix(3, 300), 70));
        Start(peer, run, 71);
        peer.Reply(SocketPeer.Prefix(4, 3_000), 1);

        // Nothing counts as sent before all of a flush is.
        Assert.Equal(run.Cost(10) + run.Cost(71) + 303 + 3_002, peer.Queue.UnsentBytes);
        Assert.Equal((0, 0), (peer.Queue.BytesSent, peer.Queue.MessagesSent));
        await peer.ExpectAll(
            SocketPeer.Wire(framing, run, 10),
            SocketPeer.Wire(framing, SocketPeer.Prefix(3, 300), 70),
            SocketPeer.Wire(framing, run, 71),
            SocketPeer.Wire(framing, SocketPeer.Prefix(4, 3_000), 1));
        Assert.Equal(43, peer.Queue.MessagesSent);
    }

    [Fact]
    public async Task TryEnqueue_OverTheBound_IsRefusedWholeUntilTheClientReads()
    {
        var run = Large();
        using var peer = new SocketPeer(Framing.Line, run.Cost(10) + run.Cost(30) + 100, isNarrow: true);
        Start(peer, run, 10);
        Start(peer, run, 30);
        Assert.Equal(run.Cost(10) + run.Cost(30), peer.Queue.UnsentBytes);
        Assert.False(peer.Queue.TryEnqueue(run, 50));
        Assert.False(peer.Queue.TryEnqueue(SocketPeer.Run(SocketPeer.Prefix(1, 32), SocketPeer.Prefix(2, 63)), 50));
        Assert.Equal(run.Cost(10) + run.Cost(30), peer.Queue.UnsentBytes);
        var small = SocketPeer.Run(SocketPeer.Prefix(1, 32), SocketPeer.Prefix(2, 62));
        Assert.True(peer.Queue.TryEnqueue(small, 50));
        Assert.False(peer.Enqueue(SocketPeer.Prefix(3, 32), 52));
        await peer.ExpectAll(
            SocketPeer.Wire(Framing.Line, run, 10), SocketPeer.Wire(Framing.Line, run, 30), SocketPeer.Wire(Framing.Line, small, 50));
        Assert.Equal(0, peer.Queue.UnsentBytes);
        Assert.True(peer.Queue.TryEnqueue(run, 52));
        await peer.ExpectAll(SocketPeer.Wire(Framing.Line, run, 52));
    }

    [Fact]
    public async Task WaitSent_RunOnItsWay_WaitsForTheClient()
    {
        using var peer = new SocketPeer(isNarrow: true);
        var run = Large();
        Start(peer, run, 10);
        var wait = peer.Queue.WaitSent().AsTask();
        await SocketPeer.Until(() => peer.Client.Available > 0);
        Assert.False(wait.IsCompleted);
        await peer.Expect(SocketPeer.Wire(Framing.Line, run, 10));
        Assert.True(await wait.WaitAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>20 messages of about 60,000 bytes together.</summary>
    private static FrameRun Large() => SocketPeer.Run([.. Enumerable.Range(1, 20).Select(name => SocketPeer.Prefix(name, 3_000 + name))]);

    private static void Start(SocketPeer peer, FrameRun run, long first)
    {
        using (WriterBatch.Open())
        {
            Assert.True(peer.Queue.TryEnqueue(run, first));
        }
    }
}

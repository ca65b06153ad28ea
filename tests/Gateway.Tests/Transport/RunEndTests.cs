namespace EventPlatform.Gateway.Transport;

/// <summary>Connections that end, and sockets that go, while a run waits or is on its way.</summary>
public class RunEndTests
{
    private static readonly FrameRun Run = SocketPeer.Run(SocketPeer.Prefix(1, 100), SocketPeer.Prefix(2, 200));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(true), InlineData(false)]
    public async Task Seal_WhileTheWriterWaits_DropsTheRunOrSendsItBeforeTheClose(bool isDropping)
    {
        using var peer = new SocketPeer(Framing.WebSocket);
        using (WriterBatch.Open())
        {
            Assert.True(peer.Queue.TryEnqueue(Run, 1));
            Assert.True(peer.Enqueue(SocketPeer.Prefix(3, 40), 3));
            peer.Queue.Seal(new byte[] { 0x0F, 0xA2 }, isDropping);
            Assert.True(peer.Queue.TryEnqueue(Run, 4));
        }

        byte[] close = [0x88, 2, 0x0F, 0xA2];
        byte[][] kept = [SocketPeer.Wire(Framing.WebSocket, Run, 1), SocketPeer.Wire(Framing.WebSocket, SocketPeer.Prefix(3, 40), 3)];
        await peer.Expect([.. isDropping ? [] : kept, close]);
        await SocketPeer.Until(() => peer.CloseCount > 0);
        Assert.Equal((0, 1, 0), (peer.Client.Available, peer.CloseCount, peer.BrokenCount));
        Assert.Equal(isDropping ? 0 : 3, peer.Queue.MessagesSent);
    }

    [Fact]
    public async Task Seal_DroppingWhileTheRunIsPartlySent_CompletesTheRunAndDropsWhatIsBehind()
    {
        using var peer = new SocketPeer(Framing.WebSocket, isNarrow: true);
        var large = SocketPeer.Run([.. Enumerable.Range(1, 20).Select(name => SocketPeer.Prefix(name, 3_000))]);
        using (WriterBatch.Open())
        {
            Assert.True(peer.Queue.TryEnqueue(large, 10));
        }

        await SocketPeer.Until(() => peer.Client.Available > 0);
        using (WriterBatch.Open())
        {
            Assert.True(peer.Queue.TryEnqueue(large, 30));
        }

        peer.Queue.Seal(default, isDropping: true);
        await peer.Expect(SocketPeer.Wire(Framing.WebSocket, large, 10), [0x88, 0]);
        await SocketPeer.Until(() => peer.CloseCount > 0);
        Assert.Equal((0, 20), (peer.Client.Available, peer.Queue.MessagesSent));
    }

    [Fact]
    public async Task Stop_WhileTheWriterWaits_SendsNothing()
    {
        using var peer = new SocketPeer();
        var wait = default(ValueTask<bool>);
        using (WriterBatch.Open())
        {
            Assert.True(peer.Queue.TryEnqueue(Run, 1));
            Assert.True(peer.Enqueue(SocketPeer.Prefix(3, 40), 3));
            wait = peer.Queue.WaitSent();
            peer.Queue.Stop();
            Assert.True(peer.Queue.TryEnqueue(Run, 4));
        }

        Assert.False(await wait);
        await SocketPeer.Until(() => peer.Queue.UnsentBytes == 42);
        Assert.Equal((0, 0, 0), (peer.Queue.BytesSent, peer.Queue.MessagesSent, peer.Client.Available));
    }

    [Fact]
    public async Task Write_ClientHasReset_IsToldOnce()
    {
        using var peer = new SocketPeer();
        await peer.ResetClient();
        await ExpectBroken(peer);
    }

    [Fact]
    public async Task Write_SocketIsDisposedOf_IsToldOnceAndIsNoFailure()
    {
        using var peer = new SocketPeer();
        peer.DropServer();
        await ExpectBroken(peer);
    }

    [Fact]
    public async Task Write_ClientGoesWhileTheRestWaits_IsToldOnce()
    {
        using var peer = new SocketPeer(isNarrow: true);
        var large = SocketPeer.Run([.. Enumerable.Range(1, 20).Select(name => SocketPeer.Prefix(name, 3_000))]);
        using (WriterBatch.Open())
        {
            Assert.True(peer.Queue.TryEnqueue(large, 10));
            Assert.True(peer.Queue.TryEnqueue(large, 30));
        }

        await SocketPeer.Until(() => peer.Client.Available > 0);
        await peer.ResetClient();
        await SocketPeer.Until(() => peer.BrokenCount > 0);
        Assert.Null(peer.Failure);
        Assert.True(peer.Queue.TryEnqueue(large, 50));
        Assert.Equal((1, 0), (peer.BrokenCount, peer.CloseCount));
    }

    /// <summary>One is gone, and its writer shares a thread with others: they get theirs.</summary>
    [Fact]
    public async Task Write_OneOfManyIsGone_TheOthersGetTheRun()
    {
        var peers = Enumerable.Range(0, 40).Select(_ => new SocketPeer()).ToList();
        peers[0].DropServer();
        peers[20].DropServer();
        using (WriterBatch.Open())
        {
            Assert.All(peers, peer => Assert.True(peer.Queue.TryEnqueue(Run, 1)));
        }

        foreach (var (index, peer) in peers.Index())
        {
            await (index is 0 or 20
                ? SocketPeer.Until(() => peer.BrokenCount == 1)
                : peer.ExpectAll(SocketPeer.Wire(Framing.Line, Run, 1)));
            peer.Dispose();
        }
    }

    private static async Task ExpectBroken(SocketPeer peer)
    {
        using (WriterBatch.Open())
        {
            Assert.True(peer.Queue.TryEnqueue(Run, 1));
            Assert.True(peer.Queue.TryEnqueue(Run, 3));
        }

        await SocketPeer.Until(() => peer.BrokenCount > 0);
        Assert.Null(peer.Failure);
        Assert.Equal((0, 0), (peer.Queue.BytesSent, peer.Queue.MessagesSent));

        // Dropped, and nobody is told once more.
        using (WriterBatch.Open())
        {
            Assert.True(peer.Queue.TryEnqueue(Run, 5));
        }

        Assert.False(await peer.Queue.WaitSent().AsTask().WaitAsync(Cancel));
        Assert.Equal(1, peer.BrokenCount);
    }
}
